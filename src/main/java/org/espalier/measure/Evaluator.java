package org.espalier.measure;

import java.util.Objects;
import java.util.function.Consumer;
import org.espalier.data.Examples;
import org.espalier.inference.Images;
import org.espalier.inference.MaskedRuns;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/**
 * Measures masks of one network on one set of examples: first on a stratified slice, then on more and more, at
 * last on all.
 *
 * <p>Used by one thread at a time; batches are run by several. Buffers and the dense network's answers are made on
 * first use and kept.
 */
public final class Evaluator implements AutoCloseable {

    /** Answers so far are published after about so many examples, and then as often as a reader can follow. */
    private static final int[] SLICES = {500, 2_000};

    private static final double SECONDS_BETWEEN_NEWS = 0.4;

    private final Network network;
    private final Examples examples;
    private final EngineSettings settings;
    private final Workers workers;
    private final int[] order;
    private final int[] labels;
    private final @Nullable Evaluator reference;
    private volatile @Nullable MaskedRuns runs;
    private float[][] scores = {};
    private @Nullable Answers dense;

    /**
     * @param seed of the order in which examples are run
     * @param workers do the work; the evaluator does not close them
     */
    public Evaluator(Network network, Examples examples, long seed, EngineSettings settings, Workers workers) {
        this.network = network;
        this.examples = examples;
        this.settings = settings;
        this.workers = workers;
        this.order = examples.stratifiedOrder(seed);
        this.labels = examples.copyLabels(order, 0, order.length);
        this.reference = null;
    }

    private Evaluator(Network network, Evaluator reference) {
        this.network = network;
        this.examples = reference.examples;
        this.settings = reference.settings;
        this.workers = reference.workers;
        this.order = reference.order;
        this.labels = reference.labels;
        this.reference = reference;
    }

    /** Measures another network on the same examples, and compares it with this one's dense network. */
    public Evaluator comparing(Network other) {
        return new Evaluator(other, this);
    }

    /** Runs the dense network on all examples; later calls cost nothing. */
    public Evaluation dense(Progress progress) throws JobCancelled {
        long start = System.nanoTime();
        Answers known = denseAnswers(progress);
        return known.against(known, order.length, 0, secondsSince(start));
    }

    private Answers denseAnswers(Progress progress) throws JobCancelled {
        if (reference != null) {
            return reference.denseAnswers(progress);
        }
        Answers known = dense;
        if (known == null) {
            known = new Answers(examples.classes(), labels);
            ready(PruningMask.NONE);
            runBatches(0, batches(), known, progress);
            dense = known;
        }
        return known;
    }

    /**
     * Runs the network under a mask on all examples.
     *
     * @param soFar takes the answer after each slice
     * @throws JobCancelled between two batches, once the answer is not wanted any more
     */
    public Evaluation evaluate(PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws JobCancelled {
        Answers compared = denseAnswers(progress);
        long start = System.nanoTime();
        Answers answers = new Answers(examples.classes(), labels);
        MaskedRuns ready = ready(mask);
        int done = 0;
        for (int slice = 0; ; slice++) {
            int to = endOf(slice, done, ready.batch(), secondsSince(start));
            runBatches(done, to, answers, progress);
            done = to;
            int images = Math.min(order.length, done * ready.batch());
            Evaluation news = answers.against(compared, images, ready.reused(), secondsSince(start));
            if (done == ready.batches()) {
                return news;
            }
            soFar.accept(news);
        }
    }

    /** Forgets the mask before, so that the next one is compared with this: the start of another slider's way. */
    public void startFrom(PruningMask mask) {
        ready(mask);
    }

    /** The batch behind a slice: as announced, later as many as take about as long as news should. */
    private int endOf(int slice, int done, int batch, double seconds) {
        int most = batches();
        if (slice < SLICES.length) {
            return Math.max(done + 1, Math.min(most, (SLICES[slice] + batch - 1) / batch));
        }
        long next = seconds == 0 ? most : Math.round(done * SECONDS_BETWEEN_NEWS / seconds);
        return (int) Math.min(most, done + Math.max(1, next));
    }

    private int batches() {
        return Objects.requireNonNull(runs).batches();
    }

    private MaskedRuns ready(PruningMask mask) {
        if (runs == null) {
            runs = MaskedRuns.of(network, Images.of(examples, order), settings.threads(), settings.cacheBytes());
            scores = new float[runs.lanes()][runs.batch() * runs.classes()];
        }
        runs.silence(mask);
        return runs;
    }

    private void runBatches(int from, int to, Answers answers, Progress progress) throws JobCancelled {
        MaskedRuns ready = Objects.requireNonNull(runs);
        int batch = ready.batch();
        workers.each(
                from,
                to,
                ready.lanes(),
                (lane, item) -> {
                    ready.run(lane, item, scores[lane]);
                    int first = item * batch;
                    answers.take(first, Math.min(order.length, first + batch), scores[lane]);
                },
                (done, total) -> progress.report(Math.min(order.length, (from + done) * batch), order.length));
    }

    /**
     * Makes memory ready for what will be kept, while nobody waits.
     *
     * @throws JobCancelled as soon as somebody does
     */
    public void warm(Progress progress) throws JobCancelled {
        NativeSetup.threadsPerOperation(1);
        ready(PruningMask.NONE).warm(progress);
    }

    /** What is kept of earlier runs. */
    public CacheUse cacheUse() {
        MaskedRuns known = runs;
        return known == null
                ? new CacheUse(0, settings.cacheBytes(), false)
                : new CacheUse(known.cacheBytes(), settings.cacheBytes(), known.isCacheCut());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Gives memory back. What was answered by the dense network is kept, and measuring again takes memory again. */
    @Override
    public void close() {
        if (runs != null) {
            runs.close();
            runs = null;
        }
    }
}
