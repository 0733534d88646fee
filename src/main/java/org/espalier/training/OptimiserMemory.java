package org.espalier.training;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Carries what an optimiser remembers of each weight from one plan of a network to another, under a larger mask. */
final class OptimiserMemory {

    private OptimiserMemory() {}

    /** Weights that {@code to} does not have are left out; those that it holds at zero are forgotten. */
    static void carry(TrainingPlan from, TrainingPlan to) {
        int lists = from.slices().get(0).state().size();
        float[] stays = stays(to.learned());
        for (int list = 0; list < lists; list++) {
            float[] before = read(from, list);
            float[] now = new float[stays.length];
            for (Weight weight : to.learned().weights()) {
                Weight old = WeightList.find(from.learned().weights(), weight.layer(), weight.name());
                move(old, before, weight, now);
            }
            for (int i = 0; i < now.length; i++) {
                now[i] *= stays[i];
            }
            write(now, to, list);
        }
    }

    private static void move(Weight from, float[] before, Weight to, float[] now) {
        int[] rankOf = new int[1 + Arrays.stream(from.places()).max().orElse(0)];
        for (int i = 0; i < from.length(); i++) {
            rankOf[from.places()[i]] = i;
        }
        for (int i = 0; i < to.length(); i++) {
            int rank = rankOf[to.places()[i]];
            now[Math.toIntExact(to.offset()) + i] = before[Math.toIntExact(from.offset()) + rank];
        }
    }

    private static float[] stays(Parameters parameters) {
        float[] stays = new float[Math.toIntExact(parameters.length())];
        @Nullable INDArray held = parameters.held();
        if (held == null) {
            Arrays.fill(stays, 1);
        } else {
            NativeArrays.get(held, stays);
        }
        return stays;
    }

    private static float[] read(TrainingPlan plan, int list) {
        float[] whole = new float[Math.toIntExact(plan.learned().length())];
        int at = 0;
        for (UpdateSlice slice : plan.slices()) {
            List<INDArray> state = slice.state();
            float[] part = new float[Math.toIntExact(state.get(list).length())];
            NativeArrays.get(state.get(list), part);
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private static void write(float[] whole, TrainingPlan plan, int list) {
        int at = 0;
        for (UpdateSlice slice : plan.slices()) {
            INDArray target = slice.state().get(list);
            int length = Math.toIntExact(target.length());
            NativeArrays.put(Arrays.copyOfRange(whole, at, at + length), target);
            at += length;
        }
    }
}
