package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Noise on values. What is drawn depends on the seed, the step and the image's place in the batch, not on the number of
 * threads.
 */
final class TrainedDropout implements TrainingStage {

    private final TrainingLane lane;
    private final Noise noise;
    private final long seed;
    private final float[] factors;
    private final float[] additions;
    private final int perImage;
    private final int channels;
    private final INDArray mask;
    private final INDArray added;
    private final List<Operation> forward = new ArrayList<>();
    private final Operation backward;

    TrainedDropout(Noise noise, long seed, Signal in, Signal out, TrainingLane lane) {
        this.lane = lane;
        this.noise = noise;
        this.seed = seed;
        this.perImage = in.shape().values();
        this.channels = in.shape().channels();
        this.factors = new float[lane.images() * perImage];
        this.additions = new float[noise.adds() ? factors.length : 0];
        this.mask = lane.newLike(in).asList();
        this.added = noise.adds() ? lane.newLike(in).asList() : mask;
        INDArray values = lane.valuesOf(in).asList();
        INDArray result = lane.valuesOf(out).asList();
        forward.add(Operation.pairwise("multiply", values, mask, result));
        if (noise.adds()) {
            forward.add(Operation.pairwise("add", result, added, result));
        }
        this.backward = Operation.pairwise(
                "multiply",
                lane.gradientOf(out).asList(),
                mask,
                lane.gradientOf(in).asList());
    }

    @Override
    public void forward() {
        for (int image = 0; image < lane.images(); image++) {
            SplittableRandom random = new SplittableRandom(seed ^ (lane.step() << 20) ^ (lane.first() + image));
            noise.draw(random, factors, additions, image * perImage, (image + 1) * perImage, channels);
        }
        NativeArrays.put(factors, mask);
        if (noise.adds()) {
            NativeArrays.put(additions, added);
        }
        forward.forEach(Operation::run);
    }

    @Override
    public void backward() {
        backward.run();
    }

    @Override
    public void close() {
        forward.forEach(Operation::close);
        backward.close();
    }
}
