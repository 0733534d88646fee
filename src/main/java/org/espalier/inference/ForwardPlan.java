package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.espalier.network.PruningMask;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network compiled to ND4J operations on buffers that are allocated once: channels last inside, bias and
 * activation in place, batch-norm folded into the layer in front of it.
 */
public final class ForwardPlan implements ForwardPass {

    private final Buffers buffers;
    private final List<Step> steps;
    private final INDArray input;
    private final INDArray output;

    ForwardPlan(Buffers buffers, List<Step> steps, INDArray input, INDArray output) {
        this.buffers = buffers;
        this.steps = List.copyOf(steps);
        this.input = input;
        this.output = output;
    }

    /** Whether every layer has a place in a plan. */
    public static boolean canRun(NetworkGraph graph) {
        return graph.layers().stream().noneMatch(Layer.Opaque.class::isInstance);
    }

    /** @param batch how many images are run at once; 250 to 1,000 are equally fast */
    public static ForwardPlan of(Network network, int batch) {
        return new PlanCompiler(network, batch).compile();
    }

    @Override
    public int batch() {
        return Math.toIntExact(input.size(0));
    }

    @Override
    public int imageSize() {
        return Math.toIntExact(input.length() / input.size(0));
    }

    @Override
    public int classes() {
        return Math.toIntExact(output.length() / output.size(0));
    }

    @Override
    public void silence(PruningMask mask) {
        steps.forEach(step -> step.silence(mask));
    }

    @Override
    public void run(float[] images, int count, float[] scores) {
        if (count > batch()) {
            throw new IllegalArgumentException(count + " images in a batch of " + batch());
        }
        Buffers.put(images, input);
        steps.forEach(Step::run);
        Buffers.get(output, scores);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
