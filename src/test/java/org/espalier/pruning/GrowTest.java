package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** A cut and its way back, on networks of every structure. */
class GrowTest {

    static Stream<Network> networks() {
        return Stream.of(
                TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU),
                TinyNetworks.chain(CNN2DFormat.NHWC, Activation.TANH),
                TinyNetworks.residual(CNN2DFormat.NCHW),
                TinyNetworks.concatenation(),
                TinyNetworks.dense());
    }

    /** Everything that stays is changed in the cut network; cut again it is the changed one, and the rest is as it was. */
    @ParameterizedTest
    @MethodSource("networks")
    void whatWasChangedInTheCutNetworkComesBackToItsPlace(Network network) throws Refused {
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable() && group.size() > 1) {
                removed.set(group.units().get(1));
            }
        }
        PruningMask mask = PruningMask.ofUnits(removed);
        Network cut = Surgeon.cut(network, mask);
        cut.engine().params().muli(3);
        Network grown = Surgeon.grow(network, mask, cut);
        assertEquals(cut.engine().params(), Surgeon.cut(grown, mask).engine().params());
        float[] before = network.engine().params().dup().data().asFloat();
        float[] after = grown.engine().params().dup().data().asFloat();
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            changed += after[i] == 3 * before[i] && before[i] != 0 ? 1 : 0;
            assertEquals(after[i] == 3 * before[i] ? 3 * before[i] : before[i], after[i]);
        }
        int stays = 0;
        for (float value : cut.engine().params().dup().data().asFloat()) {
            stays += value != 0 ? 1 : 0;
        }
        assertEquals(stays, changed);
    }

    /** [[1, 2, 3], [4, 5, 6]]: the second row, first and third column. */
    @Test
    void aPieceIsPutWhereItWasTaken() {
        Piece piece = new Piece(new long[] {2, 3}, List.of(new int[] {1}, new int[] {0, 2}));
        float[] whole = {1, 2, 3, 4, 5, 6};
        assertArrayEquals(new float[] {4, 6}, piece.of(whole));
        piece.put(new float[] {-4, -6}, whole);
        assertArrayEquals(new float[] {1, 2, 3, -4, 5, -6}, whole);
    }
}
