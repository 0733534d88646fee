package org.espalier.session;

import java.util.function.Consumer;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.measure.CacheUse;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.measure.Evaluator;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Measures the networks of an experiment beside the one that was opened. One of them at a time keeps activations.
 *
 * <p>Belongs to the engine thread, but for {@link #cacheUse} and {@link #settings}.
 */
final class Evaluators implements AutoCloseable {

    private final NetworkStore networks;
    private final DataSet data;
    private final Examples validation;
    private volatile EngineSettings settings;
    private volatile Workers workers;
    private volatile Evaluator opened;
    private volatile @Nullable Evaluator other;
    private int otherNumber;
    private @Nullable Evaluator test;

    Evaluators(NetworkStore networks, DataSet data, Examples validation, EngineSettings settings) {
        this.networks = networks;
        this.data = data;
        this.validation = validation;
        this.settings = settings;
        this.workers = new Workers(settings.threads());
        this.opened = evaluator(validation, settings);
    }

    private Evaluator evaluator(Examples examples, EngineSettings with) {
        return new Evaluator(networks.opened(), examples, Experiment.SEED, with, workers);
    }

    Evaluation dense(Progress progress) throws JobCancelled {
        return opened.dense(progress);
    }

    void warm(Progress progress) throws JobCancelled {
        opened.warm(progress);
    }

    Evaluation evaluate(PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar) throws JobCancelled {
        return mask.isEmpty() ? opened.dense(progress) : opened.evaluate(mask, progress, soFar);
    }

    Evaluation evaluate(Weights weights, PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws Refused, JobCancelled {
        return weights.areOpened()
                ? evaluateOpened(mask, progress, soFar)
                : of(weights, progress).evaluate(mask, progress, soFar);
    }

    private Evaluation evaluateOpened(PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws JobCancelled {
        close(other);
        other = null;
        return evaluate(mask, progress, soFar);
    }

    /** The evaluator of certain weights, which compares with the dense network. */
    Evaluator of(Weights weights, Progress progress) throws Refused, JobCancelled {
        if (weights.areOpened()) {
            return opened;
        }
        Evaluator own = other;
        if (own == null || otherNumber != weights.number()) {
            Network network = networks.get(weights);
            opened.dense(progress);
            close(own);
            opened.close();
            own = opened.comparing(network);
            otherNumber = weights.number();
            other = own;
        }
        return own;
    }

    Evaluation onTest(PruningMask mask, Progress progress) throws Refused, JobCancelled {
        return test().evaluate(mask, progress, soFar -> {});
    }

    Evaluation onTest(Weights weights, PruningMask mask, Progress progress) throws Refused, JobCancelled {
        if (weights.areOpened()) {
            return onTest(mask, progress);
        }
        try (Evaluator own = test().comparing(networks.get(weights))) {
            return own.evaluate(mask, progress, soFar -> {});
        }
    }

    private Evaluator test() throws Refused {
        if (test == null) {
            test = evaluator(data.examples(Split.TEST), settings);
        }
        return test;
    }

    /** Another evaluator of the opened network, which keeps nothing from run to run. */
    Evaluator withoutCache() {
        return evaluator(validation, new EngineSettings(settings.threads(), 0));
    }

    Workers workers() {
        return workers;
    }

    EngineSettings settings() {
        return settings;
    }

    CacheUse cacheUse() {
        Evaluator latest = other;
        return latest == null ? opened.cacheUse() : latest.cacheUse();
    }

    void use(EngineSettings next) {
        close();
        settings = next;
        workers = new Workers(next.threads());
        opened = evaluator(validation, next);
    }

    private static void close(@Nullable Evaluator evaluator) {
        if (evaluator != null) {
            evaluator.close();
        }
    }

    @Override
    public void close() {
        close(other);
        other = null;
        opened.close();
        close(test);
        test = null;
        workers.close();
    }
}
