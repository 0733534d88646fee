package org.espalier.training;

import java.nio.FloatBuffer;

/** Some channels of the images, for one of several inputs of a network. Nothing in front of it learns. */
final class InputPartStage implements TrainingStage {

    private final FloatBuffer from;
    private final FloatBuffer to;
    private final float[] pixels;
    private final float[] part;
    private final int channels;
    private final int first;
    private final int taken;

    InputPartStage(int first, Signal in, Signal out, TrainingLane lane) {
        this.from = NativeArrays.bufferOf(lane.valuesOf(in).asList());
        this.to = NativeArrays.bufferOf(lane.valuesOf(out).asList());
        this.pixels = new float[from.capacity()];
        this.part = new float[to.capacity()];
        this.channels = in.shape().channels();
        this.first = first;
        this.taken = out.shape().channels();
    }

    @Override
    public void forward() {
        from.get(0, pixels);
        for (int pixel = 0; pixel < part.length / taken; pixel++) {
            System.arraycopy(pixels, pixel * channels + first, part, pixel * taken, taken);
        }
        to.put(0, part);
    }

    @Override
    public void backward() {}
}
