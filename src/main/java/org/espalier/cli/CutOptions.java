package org.espalier.cli;

import java.nio.file.Path;
import org.espalier.job.JobCancelled;
import org.espalier.network.ModelSource;
import org.espalier.session.Experiment;
import org.espalier.session.ExportTarget;
import org.espalier.session.SessionState;
import org.espalier.text.Refused;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be cut, and where the smaller network goes. */
final class CutOptions {

    @Mixin
    private ShareOptions shares = new ShareOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE")
    private Path out = Path.of("");

    @Option(names = "--force")
    private boolean force;

    @Mixin
    private RemovalOptions removals = new RemovalOptions();

    /** Whether nothing is to be cut. */
    boolean keepAll() {
        return shares.keepAll() && removals.isEmpty();
    }

    /** @throws Refused where nothing can or should be written there */
    ExportTarget target(ModelSource source) throws Refused {
        return new OutFile(out, force).checked(source);
    }

    /**
     * The network without the layers that go, pruned.
     *
     * @throws Refused where there is no such layer, it cannot go or be pruned, or a share is none
     */
    SessionState pruned(Experiment experiment) throws Refused, JobCancelled {
        SessionState without = removals.state(experiment);
        return experiment.pruned(without, shares.plan(experiment, without));
    }
}
