package org.espalier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.text.NearNames;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line that could not be read, said in the user's language; picocli says it in English only.
 *
 * @param wrong what picocli found
 * @param given the arguments of the command line
 */
record Misread(ParameterException wrong, List<String> given) {

    private static final String VALUE_SIGN = "=";

    Misread {
        given = List.copyOf(given);
    }

    /** What is wrong, and where to read on. */
    String sentence() {
        return Text.of("cli.usage", reason(), command().qualifiedName());
    }

    private CommandSpec command() {
        return wrong.getCommandLine().getCommandSpec();
    }

    private String reason() {
        if (wrong instanceof UnmatchedArgumentException unknown
                && !unknown.getUnmatched().isEmpty()) {
            return unknown(unknown.getUnmatched().get(0));
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing());
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return Text.of("cli.usage.twice", name(twice.getOverwritten()));
        }
        return wrong.getArgSpec() == null ? Text.of("cli.usage.other") : value(wrong.getArgSpec());
    }

    private String unknown(String argument) {
        if (argument.startsWith("-")) {
            String option = beforeValue(argument);
            return Text.of("cli.usage.no-such-option", option, nearest(option, options()));
        }
        return command().subcommands().isEmpty()
                ? Text.of("cli.usage.too-many", argument)
                : Text.of(
                        "cli.usage.no-such-command",
                        argument,
                        nearest(argument, List.copyOf(command().subcommands().keySet())));
    }

    private List<String> options() {
        return command().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }

    private static String nearest(String word, List<String> names) {
        return String.join(", ", NearNames.nearest(word, names));
    }

    /** An option that was given is there: its value is missing. */
    private String missing(List<ArgSpec> arguments) {
        ArgSpec first = arguments.get(0);
        if (first instanceof OptionSpec option && given.stream().anyMatch(argument -> isOf(option, argument))) {
            return Text.of("cli.usage.value", option.longestName(), option.paramLabel());
        }
        String names = arguments.stream().map(Misread::name).collect(Collectors.joining(", "));
        return Text.of("cli.usage.missing", names);
    }

    /** Why a value was not understood: what the argument takes. */
    private String value(ArgSpec argument) {
        String name = name(argument);
        String value = String.valueOf(wrong.getValue());
        Class<?>[] types = argument.auxiliaryTypes();
        Class<?> type = types[types.length - 1];
        if (wrong.getCause() instanceof Refused refused) {
            return refused.sentence();
        }
        if (types.length > 1 && wrong.getCause() == null) {
            return Text.of("cli.usage.pair", name, argument.paramLabel(), value);
        }
        if (type == boolean.class) {
            return Text.of("cli.usage.no-value", name);
        }
        if (type.isEnum()) {
            return Text.of("cli.usage.choice", name, String.join(", ", new NamesOf<>(type).all()), value);
        }
        if (type == Path.class) {
            return Text.of("cli.usage.file-name", name, value);
        }
        boolean isWhole = type == int.class || type == Integer.class;
        return Text.of(isWhole ? "cli.usage.whole-number" : "cli.usage.number", name, value);
    }

    private static boolean isOf(OptionSpec option, String argument) {
        return List.of(option.names()).contains(beforeValue(argument));
    }

    private static String beforeValue(String argument) {
        int sign = argument.indexOf(VALUE_SIGN);
        return sign < 0 ? argument : argument.substring(0, sign);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
