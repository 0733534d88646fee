package org.espalier.training;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sets values to zero at random and makes up for it with the others (inverted dropout: Srivastava et al., JMLR 2014).
 * What is dropped depends on the seed, the step and the image's place in the batch, not on the number of threads.
 */
final class TrainedDropout implements TrainingStage {

    private final TrainingLane lane;
    private final double rate;
    private final long seed;
    private final float[] factors;
    private final int perImage;
    private final INDArray mask;
    private final Operation forward;
    private final Operation backward;

    /** @param rate share of the values that are dropped */
    TrainedDropout(double rate, long seed, Signal in, Signal out, TrainingLane lane) {
        this.lane = lane;
        this.rate = rate;
        this.seed = seed;
        this.perImage = in.shape().values();
        this.factors = new float[lane.images() * perImage];
        this.mask = lane.newLike(in).asList();
        INDArray values = lane.valuesOf(in).asList();
        this.forward =
                Operation.pairwise("multiply", values, mask, lane.valuesOf(out).asList());
        this.backward = Operation.pairwise(
                "multiply",
                lane.gradientOf(out).asList(),
                mask,
                lane.gradientOf(in).asList());
    }

    @Override
    public void forward() {
        float kept = (float) (1 / (1 - rate));
        for (int image = 0; image < lane.images(); image++) {
            SplittableRandom random = new SplittableRandom(seed ^ (lane.step() << 20) ^ (lane.first() + image));
            for (int i = image * perImage; i < (image + 1) * perImage; i++) {
                factors[i] = random.nextDouble() < rate ? 0 : kept;
            }
        }
        NativeArrays.put(factors, mask);
        forward.run();
    }

    @Override
    public void backward() {
        backward.run();
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
