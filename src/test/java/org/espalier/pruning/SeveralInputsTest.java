package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.ForwardPlan;
import org.espalier.network.Layer;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.SeveralInputs;
import org.espalier.network.Shape;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeveralInputsTest {

    static List<Network> networks() throws Refused {
        return SeveralInputs.all();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theyAnswerLikeDeeplearning4jInBothWays(Network network) {
        assertTrue(ForwardPlan.canRun(network));
        float[] images = MaskedAndCut.images(network, 3);
        float[] wanted = network.copyOfEngine()
                .output(SeveralInputs.dealtOut(network.name(), network.graph().inputShape(), images, 4))[0]
                .dup('c')
                .data()
                .asFloat();
        try (ForwardPass plan = ForwardPass.of(network, 4);
                ForwardPass dl4j = MaskedAndCut.plainDl4j(network)) {
            assertArrayEquals(wanted, MaskedAndCut.answers(plan, PruningMask.NONE, images), 1e-5f);
            assertArrayEquals(wanted, MaskedAndCut.answers(dl4j, PruningMask.NONE, images), 1e-5f);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theyAreCutLikeOthers(Network network) throws Refused {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 5; i++) {
            PruningMask mask = MaskedAndCut.someUnits(network, random);
            Network cut = MaskedAndCut.assertAnswerTheSame(network, mask, network.name());
            assertEquals(mask.isEmpty(), cut.parameters() == network.parameters());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theyAreWrittenAndReadAgain(Network network, @TempDir Path folder) throws Refused {
        Path file = folder.resolve("two.zip");
        ModelFile.write(network.engine(), file);
        Network again = new ModelSource.File(file).read(network.graph().inputShape());
        assertEquals(network.checksum(), again.checksum());
        assertEquals(network.graph().layers(), again.graph().layers());
    }

    /** What takes the image in is no vertex of DL4J, and no layer that could go. */
    @ParameterizedTest
    @MethodSource("networks")
    void inputsStay(Network network) {
        Layer image = network.graph().layers().get(0);
        assertEquals("image", image.name());
        assertFalse(network.engine().getConfiguration().getVertices().containsKey("image"));
        LayerRemovals removals = LayerRemovals.of(network);
        for (String stays : List.of("image", "a", "b")) {
            assertEquals(
                    LayerRemovals.Reason.INPUT,
                    Objects.requireNonNull(removals.obstacles().get(stays), stays)
                            .reason());
        }
    }

    @Test
    void theyOpenWithoutBeingToldTheSizeOfTheImages(@TempDir Path folder) throws Refused {
        for (Network network : List.of(SeveralInputs.digits(), SeveralInputs.values())) {
            Path file = folder.resolve(network.name() + ".zip");
            ModelFile.write(network.engine(), file);
            Network unasked = new ModelSource.File(file).readForUsualImages();
            assertEquals(
                    network.graph().inputShape().values(),
                    unasked.graph().inputShape().values());
        }
    }

    @Test
    void imagesThatCannotBeSharedAreRefusedWithWhatTheInputsTake() throws Refused {
        Network network = SeveralInputs.values();
        Refused refused = assertThrows(Refused.class, () -> Network.of("two", network.engine(), new Shape(28, 28, 1)));
        assertEquals("network.inputs-do-not-fit", refused.key());
        assertTrue(refused.getMessage().contains("a 22, b 8"), refused.getMessage());
    }
}
