package org.espalier.cli;

import org.espalier.session.ScheduleChoice;
import org.espalier.session.ScheduleChoice.Kind;
import org.espalier.text.Refused;
import org.espalier.training.TuningChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pruning and training take turns. */
final class ScheduleOptions {

    @Option(names = "--kind", paramLabel = "KIND")
    private Kind kind = ScheduleChoice.DEFAULT.kind();

    @Option(names = "--rounds", paramLabel = "N")
    private @Nullable String rounds;

    @Option(names = "--rewind", paramLabel = "EPOCH")
    private @Nullable String rewind;

    @Option(names = "--global")
    private boolean global;

    /** @throws Refused where a number cannot be, or belongs to another schedule: nobody asks for what is to be ignored */
    ScheduleChoice choice(TuningChoice tuning) throws Refused {
        if (kind == Kind.ONE_SHOT && rounds != null) {
            throw new Refused("cli.schedule.no-rounds");
        }
        if (kind != Kind.LOTTERY && rewind != null) {
            throw new Refused("cli.schedule.no-rewind");
        }
        return ScheduleChoice.read(
                kind,
                rounds == null ? Integer.toString(ScheduleChoice.DEFAULT.rounds()) : rounds,
                rewind == null ? "0" : rewind,
                tuning);
    }

    boolean isGlobal() {
        return global;
    }
}
