package org.espalier.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.Cost;
import org.espalier.measure.EquivalenceProof;
import org.espalier.measure.Evaluation;
import org.espalier.network.Disk;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.StagedFiles;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Surgeon;
import org.espalier.text.CheckFailed;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/**
 * Cuts what is silenced out of an experiment's network, proves that the smaller one answers the same, and writes it with
 * a file beside it that says what was done.
 *
 * <p>If anything fails, or the job is cancelled, files that are there stay as they were.
 */
public final class Export {

    /** A file that was just written is run on so many images: its bytes were compared already. */
    private static final int PROBES = 16;

    /** A file that nobody has written to for so long is not being written. */
    private static final Duration LEFT_ALONE = Duration.ofHours(1);

    private final Experiment experiment;
    private final Request request;
    private final Disk disk;

    /**
     * What is to be written where.
     *
     * @param plan that the mask was selected by
     * @param weights that hold
     * @param images how many the proof runs, or all of the validation images where there are fewer
     */
    public record Request(PruningPlan plan, PruningMask mask, Weights weights, ExportTarget target, int images) {
        public Request {
            if (images < 1) {
                throw new IllegalArgumentException("a proof on " + images + " images");
            }
        }

        /** Of the network as it was opened. */
        public Request(PruningPlan plan, PruningMask mask, ExportTarget target, int images) {
            this(plan, mask, Weights.OPENED, target, images);
        }
    }

    Export(Experiment experiment, Request request, Disk disk) {
        this.experiment = experiment;
        this.request = request;
        this.disk = disk;
    }

    /**
     * Evaluates, cuts, proves and writes.
     *
     * @throws Refused where the network cannot be cut, its answers differ, or the file cannot be written
     */
    public static Exported write(Experiment experiment, Request request, Progress progress)
            throws Refused, JobCancelled {
        request.target.check(experiment.source());
        Network cut = Surgeon.cut(experiment.network(request.weights), request.mask);
        return new Export(experiment, request, Disk.SYSTEM).write(cut, progress);
    }

    /**
     * Looks, before the long work of making a network, whether it could be written: the place, the names, and the room.
     * Nothing of that stays there.
     *
     * @param request of a network as large as the one to come, whatever its weights
     * @throws Refused where it could not
     */
    public static void check(Experiment experiment, Request request) throws Refused {
        request.target.check(experiment.source());
        Network cut = Surgeon.cut(experiment.network(request.weights), request.mask);
        new Export(experiment, request, Disk.SYSTEM).check(cut);
    }

    /** Writes empty files under the names that whole ones would be written under. */
    void check(Network cut) throws Refused {
        Path file = request.target.file();
        try (StagedFiles files = new StagedFiles(disk)) {
            ModelFile.checkRoom(cut, file, files);
            files.stage(file, nothing -> {});
            files.stage(request.target.sideFile(), nothing -> {});
        } catch (IOException failed) {
            throw new Refused(failed, "model.cannotWrite", file, String.valueOf(failed.getMessage()));
        }
    }

    /** @param cut what {@link Surgeon} made of the network */
    Exported write(Network cut, Progress progress) throws Refused, JobCancelled {
        if (cut.brokenParameters() > 0) {
            throw new Refused("model.notFinite", cut.name());
        }
        Evaluation now = experiment.evaluate(request.weights, request.mask, progress.part(0, 40), soFar -> {});
        EquivalenceProof proof = proof(cut, progress.part(40, 80));
        if (!proof.holds()) {
            throw new CheckFailed(
                    "session.export.differs",
                    Text.scientific(proof.largest().relative()),
                    Text.count(proof.images()),
                    proof.firstDifferent());
        }
        Path file = request.target.file();
        StagedFiles.sweep(request.target.folder(), Instant.now().minus(LEFT_ALONE));
        try (StagedFiles files = new StagedFiles(disk)) {
            Path beside = ModelFile.stage(cut, file, files, progress.part(80, 100));
            Network written = readBack(beside, cut);
            Cost cost = Cost.of(written, PruningMask.NONE);
            long zeroed =
                    Cost.of(experiment.structure(request.weights), request.mask).zeroed();
            SideFile side = new SideFile(experiment, request)
                    .model(written, cost, zeroed)
                    .pruning()
                    .accuracy(experiment.dense(Progress.NONE), now)
                    .proof(proof);
            files.stage(request.target.sideFile(), side::writeTo);
            // The last moment at which giving up leaves no trace.
            progress.report(1, 1);
            files.commit();
            return new Exported(file, request.target.sideFile(), written.form().bytes(), cost, zeroed, now, proof);
        } catch (IOException failed) {
            throw new Refused(failed, "model.cannotWrite", file, String.valueOf(failed.getMessage()));
        }
    }

    private EquivalenceProof proof(Network cut, Progress progress) throws Refused, JobCancelled {
        return EquivalenceProof.of(
                new EquivalenceProof.Cut(experiment.network(request.weights), request.mask, cut),
                experiment.validation(),
                sample(request.images),
                progress);
    }

    /** The network as whoever opens the file will have it. */
    private Network readBack(Path beside, Network cut) throws Refused, JobCancelled {
        Network written = new ModelSource.File(beside).read(cut.graph().inputShape());
        EquivalenceProof same = EquivalenceProof.of(
                new EquivalenceProof.Cut(cut, PruningMask.NONE, written),
                experiment.validation(),
                sample(PROBES),
                Progress.NONE);
        if (!same.holds()) {
            throw new IllegalStateException("the network written is not the network read: " + request.target.file());
        }
        return written;
    }

    private int[] sample(int images) {
        return EquivalenceProof.sample(experiment.validation(), images, Experiment.SEED);
    }
}
