package org.espalier.cli;

import org.espalier.session.ScheduleChoice;
import org.espalier.session.ScheduleChoice.Kind;
import org.espalier.text.Refused;
import org.espalier.training.TuningChoice;
import picocli.CommandLine.Option;

/** How pruning and training take turns. */
final class ScheduleOptions {

    @Option(names = "--kind", paramLabel = "KIND")
    private Kind kind = ScheduleChoice.DEFAULT.kind();

    @Option(names = "--rounds", paramLabel = "N")
    private String rounds = Integer.toString(ScheduleChoice.DEFAULT.rounds());

    @Option(names = "--rewind", paramLabel = "EPOCH")
    private String rewind = "0";

    @Option(names = "--global")
    private boolean global;

    ScheduleChoice choice(TuningChoice tuning) throws Refused {
        return ScheduleChoice.read(kind, rounds, rewind, tuning);
    }

    boolean isGradual() {
        return kind == Kind.GRADUAL;
    }

    boolean isGlobal() {
        return global;
    }
}
