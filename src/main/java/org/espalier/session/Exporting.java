package org.espalier.session;

import java.util.function.Consumer;
import org.espalier.job.JobRunner;
import org.espalier.measure.EquivalenceProof;
import org.espalier.text.Text;

/** Writes the current state of a session, in a job of its own. */
public final class Exporting {

    private final JobRunner runner;

    public Exporting(JobRunner runner) {
        this.runner = runner;
    }

    /**
     * Writes what is current now, whatever the user does meanwhile.
     *
     * @param done takes what was written, once it is on the disk
     */
    public JobRunner.Running write(Session session, ExportTarget target, Consumer<? super Exported> done) {
        Experiment on = session.experiment();
        SessionState state = session.history().current().state();
        Export.Request request =
                new Export.Request(state.plan(), state.mask(), state.weights(), target, EquivalenceProof.IMAGES);
        return runner.submit(
                Text.of("session.job.exporting", target.file().getFileName()),
                (progress, soFar) -> Export.write(on, request, progress),
                done);
    }
}
