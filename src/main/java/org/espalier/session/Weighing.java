package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.JobRunner;
import org.espalier.job.LatestJob;
import org.espalier.job.Progress;
import org.espalier.measure.Latency;
import org.espalier.measure.Sizes;
import org.espalier.network.Network;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Text;

/** Measures two networks beside each other: their sizes, and their latency on this machine. */
public final class Weighing {

    /** One image, as a camera brings it; and a batch, as a server gathers it. */
    private static final int[] BATCHES = {1, 128};

    private final LatestJob weighing;

    public Weighing(JobRunner runner) {
        weighing = new LatestJob(runner);
    }

    /**
     * Cuts the current state's network for real and measures it beside the dense one, in a job. A newer request supersedes
     * an older one.
     *
     * @param done takes the result, with the state that it holds for
     */
    public void weigh(Session session, Consumer<? super Result> done) {
        Experiment on = session.experiment();
        SessionState state = session.history().current().state();
        weighing.<Result>replace(
                Text.of("session.job.weighing"),
                (progress, soFar) ->
                        new Result(state, on.weigh(Surgeon.cut(on.network(state.weights()), state.mask()), progress)),
                soFar -> {},
                done,
                late -> {});
    }

    /** What was measured, and of what. */
    public record Result(SessionState state, Weighed weighed) {}

    /** Takes some seconds. */
    static Weighed weigh(Network before, Network after, Examples examples, Progress progress) throws JobCancelled {
        Sizes large = Sizes.of(before);
        Sizes small = Sizes.of(after);
        List<Latency> latencies = new ArrayList<>();
        for (int i = 0; i < BATCHES.length; i++) {
            Progress part = progress.part(100 * i / BATCHES.length, 100 * (i + 1) / BATCHES.length);
            latencies.add(Latency.measure(before, after, examples, BATCHES[i], part));
        }
        return new Weighed(large, small, latencies);
    }
}
