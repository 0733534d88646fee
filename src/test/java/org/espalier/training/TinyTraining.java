package org.espalier.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.UnitGroup;
import org.espalier.text.Refused;

/** One small batch to train tiny networks on. */
final class TinyTraining {

    static final int BATCH = 16;

    private TinyTraining() {}

    static TrainingPlan plan(Network network, PruningMask mask, Optimiser optimiser, Workers workers) throws Refused {
        return TrainingPlan.of(network, mask, new TrainingPlan.Setup(BATCH, optimiser, 1), workers);
    }

    static float[] images(Network network, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] images = new float[BATCH * network.graph().inputShape().values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    static int[] labels(Network network) {
        int[] labels = new int[BATCH];
        Arrays.setAll(labels, i -> i * 7 % network.graph().classes());
        return labels;
    }

    static PruningMask someUnits(Network network) {
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                removed.set(group.units().get(0));
                if (group.size() > 2) {
                    removed.set(group.units().get(group.size() / 2));
                }
            }
        }
        return PruningMask.ofUnits(removed);
    }
}
