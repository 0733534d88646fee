package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Counts as published for the network (Distiller's tables: 270,896 weights, 40,813,184 multiply-adds). */
class ResNet20Test {

    private final Network network = ResNet20.build();

    @Test
    void weightsAreAsManyAsPublished() {
        long biases = 10;
        assertEquals(
                270_896, ofWeighted(layer -> layer.parameters(channelsInFrontOf(layer), channelsOf(layer))) - biases);
    }

    @Test
    void multiplyAddsAreAsManyAsPublished() {
        assertEquals(40_813_184, ofWeighted(layer -> layer.multiplyAdds(channelsInFrontOf(layer), channelsOf(layer))));
    }

    @Test
    void everyStageIsOneGroupAndEveryBlockHasOneInside() {
        UnitGroups units = network.units();
        // conv1 and the second convolutions of stage 1; projections and second convolutions of stages 2 and 3.
        assertEquals(
                List.of("conv1", "s1b1-2", "s1b2-2", "s1b3-2"),
                units.groupOf("conv1").layers());
        assertEquals(
                List.of("s2b1-2", "s2b1-projection", "s2b2-2", "s2b3-2"),
                units.groupOf("s2b1-projection").layers().stream().sorted().toList());
        assertEquals(List.of("s3b2-1"), units.groupOf("s3b2-1").layers());
        assertEquals(3 + 9 + 1, units.groups().size());
        assertTrue(units.groups().stream()
                .allMatch(group -> group.isPrunable() || group.name().equals("output")));
    }

    @Test
    void aUnitOfTheLastStageTakesSlicesOfEverythingAround() {
        // 3 second convolutions of 64·9, a projection of 32; 3 norms of 4; 2 first convolutions of 64 kernels of 9;
        // a row of 10.
        int unit = network.units().behind("s3b1-projection")[5];
        assertEquals(
                3 * 576 + 32 + 3 * 4 + 2 * 576 + 10,
                network.slices().goingWith(unit).stream()
                        .mapToLong(Slice::parameters)
                        .sum());
    }

    private long ofWeighted(ToLongFunction<Layer> count) {
        return network.graph().layers().stream()
                .filter(Layer::hasUnits)
                .mapToLong(count)
                .sum();
    }

    private int channelsOf(Layer layer) {
        return layer.output().channels();
    }

    private int channelsInFrontOf(Layer layer) {
        return network.graph().layer(layer.inputs().get(0)).output().channels();
    }
}
