package org.espalier.network;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * How many parameters a configuration asks for, where DL4J's own count can wrap around: it counts some layers in {@code
 * int}, and takes shapes that a file tells for those that a layer has.
 */
final class ParameterCount {

    private ParameterCount() {}

    /**
     * Forgets, on the way, the shapes that a file tells.
     *
     * @throws ArithmeticException where there are more than any file holds
     */
    static long of(GraphVertex vertex) {
        if (vertex instanceof FrozenVertex frozen) {
            return of(frozen.getUnderlying());
        }
        if (vertex instanceof LayerVertex own) {
            Layer layer = inner(own.getLayerConf().getLayer());
            if (layer instanceof AbstractSameDiffLayer defined) {
                defined.setLayerParams(null);
                return shapes(defined).values().stream()
                        .mapToLong(shape -> product(LongStream.of(shape)))
                        .reduce(0, Math::addExact);
            }
            check(layer);
        }
        return vertex.numParams(true);
    }

    /** The shapes that a layer has by its sizes, whatever its file says, by parameter; empty for other kinds of layers. */
    static Map<String, long[]> shapes(Layer layer) {
        Map<String, long[]> shapes = new TreeMap<>();
        if (inner(layer) instanceof AbstractSameDiffLayer defined) {
            SDLayerParams own = new SDLayerParams();
            defined.defineParameters(own);
            shapes.putAll(own.getParamShapes());
        }
        return shapes;
    }

    private static Layer inner(Layer layer) {
        Layer inner = HeldLayers.within(layer);
        if (inner != layer) {
            return inner(inner);
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return inner(wrapper.getUnderlying());
        }
        boolean holdsAnother = layer instanceof Bidirectional both
                && (inner(both.getFwd()) instanceof AbstractSameDiffLayer
                        || inner(both.getBwd()) instanceof AbstractSameDiffLayer);
        if (holdsAnother) {
            throw new IllegalArgumentException("DL4J makes no such layer: " + layer.getLayerName());
        }
        return layer;
    }

    private static void check(Layer layer) {
        if (layer instanceof Convolution3D || layer instanceof Deconvolution3D) {
            ConvolutionLayer volumes = (ConvolutionLayer) layer;
            LongStream kernel = Arrays.stream(volumes.getKernelSize()).asLongStream();
            product(LongStream.concat(LongStream.of(volumes.getNIn(), volumes.getNOut()), kernel));
        } else if (layer instanceof VariationalAutoencoder coder) {
            check(coder);
        }
    }

    /** All matrices together have fewer values than the product of the sums of their sizes. */
    private static void check(VariationalAutoencoder coder) {
        IntStream sizes = IntStream.concat(
                Arrays.stream(coder.getEncoderLayerSizes()), Arrays.stream(coder.getDecoderLayerSizes()));
        long inside = Math.addExact(sizes.asLongStream().reduce(0, Math::addExact), 2 * coder.getNOut());
        Math.toIntExact(Math.multiplyExact(inside, Math.addExact(inside, 3 * coder.getNIn())));
    }

    private static long product(LongStream sizes) {
        return Math.toIntExact(sizes.reduce(1, (all, size) -> {
            if (size < 1) {
                throw new ArithmeticException("a size of " + size);
            }
            return Math.multiplyExact(all, size);
        }));
    }
}
