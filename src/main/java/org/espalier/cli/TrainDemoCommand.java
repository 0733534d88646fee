package org.espalier.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.DemoTrainer;
import org.espalier.training.EpochReport;
import org.espalier.training.Trained;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a demo network from scratch, as the embedded ones were. */
@Command(name = "train-demo", mixinStandardHelpOptions = true)
final class TrainDemoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Option(names = "--data", required = true, paramLabel = "FOLDER")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled {
        Path file = out == null ? Path.of(name + ".zip") : out;
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        Trained trained = DemoTrainer.train(name, data, file, Progress.NONE, epoch -> say(print, epoch));
        print.println(Text.of(
                "cli.trained",
                trained.name(),
                Text.percent(trained.validationAccuracy(), 2),
                Text.percent(trained.testAccuracy(), 2),
                Text.count(trained.epochs()),
                Text.decimal(trained.seconds(), 0),
                file));
        return CommandLineInterface.DONE;
    }

    private static void say(PrintWriter print, EpochReport epoch) {
        print.println(Text.of(
                "cli.epoch",
                Text.count(epoch.epoch()),
                Text.count(epoch.epochs()),
                Text.loss(epoch.loss(), 4),
                Text.percent(epoch.validationAccuracy(), 2),
                Text.decimal(epoch.seconds(), 0)));
        print.flush();
    }
}
