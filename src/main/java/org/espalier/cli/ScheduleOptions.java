package org.espalier.cli;

import java.util.Map;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.ScheduleChoice.Kind;
import org.espalier.text.Refused;
import org.espalier.training.TuningChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How pruning and training take turns. */
final class ScheduleOptions {

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = KindConverter.class,
            description =
                    "one-shot; iterative (default: rounds of pruning and training); gradual (ever less of it within"
                            + " one training); or lottery (a ticket: train fresh weights, prune, put them back, train again).")
    private Kind kind = ScheduleChoice.DEFAULT.kind();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "Rounds, each of which removes the same part of what is left; of a gradual schedule, how often"
                            + " something is removed. Default: ${DEFAULT-VALUE}")
    private String rounds = Integer.toString(ScheduleChoice.DEFAULT.rounds());

    @Option(
            names = "--rewind",
            paramLabel = "EPOCH",
            description =
                    "To which epoch of the first training the weights of a lottery ticket go back. Default: 0, fresh")
    private String rewind = "0";

    @Option(
            names = "--global",
            description = "One threshold for the single weights of all layers: --share is of all of them together.")
    private boolean global;

    /** Takes the names with hyphens, as options have them. */
    static final class KindConverter implements ITypeConverter<Kind> {

        private static final Map<String, Kind> NAMES = Map.of(
                "one-shot", Kind.ONE_SHOT,
                "iterative", Kind.ITERATIVE,
                "gradual", Kind.GRADUAL,
                "lottery", Kind.LOTTERY);

        @Override
        public Kind convert(String name) {
            Kind kind = NAMES.get(name);
            if (kind == null) {
                throw new TypeConversionException(
                        "expected one-shot, iterative, gradual or lottery, not '" + name + "'");
            }
            return kind;
        }
    }

    ScheduleChoice choice(TuningChoice tuning) throws Refused {
        return ScheduleChoice.read(kind, rounds, rewind, tuning);
    }

    boolean isGlobal() {
        return global;
    }
}
