package org.espalier.pruning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A separable convolution: {@code W [multiplier, channels, kernelHeight, kernelWidth]}, {@code pW [filters, channels ·
 * multiplier, 1, 1]}, {@code b [filters]}.
 */
record SeparableCut(KeptChannels kept, int multiplier) implements LayerCut {

    @Override
    public void resize(Layer configuration) {
        LayerCut.resize(configuration, kept.front().length, kept.behind().length);
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return switch (parameter) {
            case "W" -> LayerCut.along(1, kept.front(), shape);
            case "pW" -> List.of(kept.behind(), between(), LayerCut.all(shape[2]), LayerCut.all(shape[3]));
            default -> LayerCut.ofRow(kept.behind(), shape);
        };
    }

    /** What the first convolution makes of the channels, with multipliers counted fastest. */
    private int[] between() {
        return Arrays.stream(kept.front())
                .flatMap(channel -> IntStream.range(channel * multiplier, (channel + 1) * multiplier))
                .toArray();
    }
}
