package org.espalier.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.espalier.network.EngineFailure;
import org.espalier.text.CheckFailed;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** The commands, and what they answer to the shell: 0 done, 1 failed, 2 bad input, 3 a check did not hold. */
public final class CommandLineInterface {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int BAD_INPUT = 2;
    public static final int CHECK_FAILED = 3;

    private static final Logger LOG = Logger.getLogger(CommandLineInterface.class.getName());

    private CommandLineInterface() {}

    /** Runs a command line and gives the exit status. */
    public static int run(Screen screen, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = commands(screen);
        commands.setOut(out);
        commands.setErr(err);
        commands.setParameterExceptionHandler((wrong, given) -> {
            LOG.log(Level.FINE, "A command line was not understood", wrong);
            err.println(new Misread(wrong, List.of(given)).sentence());
            return BAD_INPUT;
        });
        commands.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof Refused refused) {
                err.println(refused.sentence());
                return statusOf(refused);
            }
            LOG.log(Level.FINE, "A command failed", failure);
            err.println(Text.of("cli.failed", String.valueOf(failure.getMessage())));
            return FAILED;
        });
        try {
            return commands.execute(arguments);
        } catch (LinkageError failure) {
            Refused engine = EngineFailure.of(failure).orElseThrow(() -> failure);
            LOG.log(Level.FINE, "The engine could not be loaded", failure);
            err.println(engine.sentence());
            return FAILED;
        }
    }

    /** All commands, speaking the user's language. */
    static CommandLine commands(Screen screen) {
        CommandLine commands = new CommandLine(new EspalierCommand(screen));
        commands.addSubcommand(new DemoCommand(screen));
        commands.addSubcommand(new InfoCommand());
        commands.addSubcommand(new EvaluateCommand());
        commands.addSubcommand(new SweepCommand());
        commands.addSubcommand(new PruneCommand());
        commands.addSubcommand(new CompareCommand());
        commands.addSubcommand(new FineTuneCommand());
        commands.addSubcommand(new ScheduleCommand());
        commands.addSubcommand(new ReproduceCommand());
        commands.addSubcommand(new BenchCommand());
        commands.addSubcommand(new SoakCommand());
        commands.addSubcommand(new TrainDemoCommand());
        commands.setResourceBundle(new HelpTexts());
        TypedNumbers.readBy(commands);
        commands.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().args().stream())
                .map(ArgSpec::type)
                .filter(Class::isEnum)
                .forEach(type -> nameConstants(commands, type));
        return commands;
    }

    private static <E> void nameConstants(CommandLine commands, Class<E> type) {
        commands.registerConverter(type, new NamesOf<>(type));
    }

    /** What was asked for could not be done, or was done and is not good enough. */
    static int statusOf(Refused refused) {
        return refused instanceof CheckFailed ? CHECK_FAILED : BAD_INPUT;
    }
}
