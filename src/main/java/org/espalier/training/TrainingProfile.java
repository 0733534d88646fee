package org.espalier.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;

/**
 * What a step of training spends its time on, on one thread.
 *
 * @param micros per image: by layer in the graph's order, there and back, its activation included
 * @param restMicros per image: reading the images, the loss, the optimiser
 */
public record TrainingProfile(Map<String, Double> micros, double restMicros) {

    private static final int WARM_UP = 30;
    private static final int STEPS = 60;

    public TrainingProfile {
        micros = Collections.unmodifiableMap(new LinkedHashMap<>(micros));
    }

    /**
     * Takes some steps of Adam, and forgets what they taught.
     *
     * @param batch images in a step
     * @throws Refused where the network cannot be trained
     */
    public static TrainingProfile measure(Network network, Examples examples, int batch) throws Refused, JobCancelled {
        TrainingPlan.Setup setup = new TrainingPlan.Setup(batch, Optimiser.adam(), 1);
        try (Workers one = new Workers(1);
                TrainingPlan plan = TrainingPlan.of(network, PruningMask.NONE, setup, one)) {
            List<String> layers = plan.layerOfStage();
            long[] nanos = new long[layers.size()];
            plan.time((stage, took) -> nanos[stage] += took);
            run(plan, examples, WARM_UP);
            Arrays.fill(nanos, 0);
            long start = System.nanoTime();
            run(plan, examples, STEPS);
            double images = (double) STEPS * batch;
            Map<String, Double> micros = new LinkedHashMap<>();
            for (int stage = 0; stage < nanos.length; stage++) {
                micros.merge(layers.get(stage), nanos[stage] / 1e3 / images, Double::sum);
            }
            double all = (System.nanoTime() - start) / 1e3 / images;
            double inLayers = micros.values().stream().mapToDouble(each -> each).sum();
            return new TrainingProfile(micros, all - inLayers);
        }
    }

    private static void run(TrainingPlan plan, Examples examples, int steps) throws JobCancelled {
        int[] order = examples.stratifiedOrder(1);
        int batch = plan.batch();
        for (int step = 0; step < steps; step++) {
            int first = step % (order.length / batch) * batch;
            BatchSource images = (from, to, into) -> examples.copyTo(order, first + from, first + to, into);
            plan.step(new Batch(images, examples.copyLabels(order, first, first + batch), batch), 1e-3, Progress.NONE);
        }
    }

    /** The part of the whole that a layer takes, 0 to 1. */
    public double part(String layer) {
        double all =
                restMicros + micros.values().stream().mapToDouble(each -> each).sum();
        return micros.getOrDefault(layer, 0.0) / all;
    }
}
