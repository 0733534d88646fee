package org.espalier.training;

import java.nio.FloatBuffer;
import org.espalier.network.Layer;
import org.espalier.network.NetworkGraph;

/** Some channels of the images, for one of several inputs of a network. Nothing in front of it learns. */
final class InputPartStage implements TrainingStage {

    private final FloatBuffer from;
    private final FloatBuffer to;
    private final float[] pixels;
    private final float[] part;
    private final int channels;
    private final int first;
    private final int taken;

    /** Whether a layer stands between the image and several inputs. */
    static boolean isFor(Layer layer, NetworkGraph graph) {
        return (layer instanceof Layer.Passing part && part.isInput())
                || (layer instanceof Layer.Flatten flatten
                        && flatten.channelsLast()
                        && graph.layer(flatten.input()) instanceof Layer.Input);
    }

    /** Takes what such a layer takes. */
    static TrainingStage of(Layer layer, Signal in, Signal out, TrainingLane lane) {
        int first = layer instanceof Layer.Passing part ? part.firstChannel() : 0;
        boolean all = in.shape().values() == out.shape().values();
        return all ? new CopyStage(in, out, lane) : new InputPartStage(first, in, out, lane);
    }

    private InputPartStage(int first, Signal in, Signal out, TrainingLane lane) {
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
