package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.ModelFile;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizesTest {

    @Test
    void theArticlesNetworkIsMeasuredAsByHand() {
        Sizes sizes = Sizes.of(TinyNetworks.articleCnn());
        assertEquals(121_930, sizes.parameters());
        assertEquals(121_930, sizes.trainable());
        assertEquals(2_528_000, sizes.multiplyAdds());
        assertEquals(4 * (26 * 26 * 32 + 13 * 13 * 32), sizes.activationBytes(), "conv1 with pool1");
    }

    /**
     * conv1 4·10, conv2 3·37, conv3 4·28, conv4 5·37, output 18 and gamma and beta of bn1 and bn2; beside them, mean and
     * variance of bn1, bn2 and the locked bn3.
     */
    @Test
    void meanAndVarianceAreStoredAndNotTrained() {
        Sizes sizes = Sizes.of(TinyNetworks.residual(CNN2DFormat.NCHW));
        assertEquals(40 + 111 + 112 + 185 + 18 + 8 + 6, sizes.trainable());
        assertEquals(sizes.trainable() + 8 + 6 + 8, sizes.parameters());
    }

    /** The shortcut (4·64) stands while conv3 writes (4·64) and bn3 reads it and writes (4·64). */
    @Test
    void aShortcutTakesRoomAsLongAsItWillBeRead() {
        assertEquals(
                4 * 3 * 256, Sizes.of(TinyNetworks.residual(CNN2DFormat.NCHW)).activationBytes());
    }

    @Test
    void zerosTakeRoomInTheFileAndAreCounted() {
        Network network = TinyNetworks.articleCnn();
        Sizes dense = Sizes.of(network);
        network.engine().getLayer("conv2").getParam("W").assign(0);
        Sizes zeroed = Sizes.of(network);
        assertEquals(dense.nonZero() - 64 * 9 * 32, zeroed.nonZero());
        assertEquals(dense.fileBytes(), zeroed.fileBytes());
        assertTrue(zeroed.zippedBytes() < dense.zippedBytes());
        assertTrue(dense.fileBytes() > 4 * 121_930);
    }

    @Test
    void theFileIsAsLargeAsItSays(@TempDir Path folder) throws Exception {
        Network network = TinyNetworks.articleCnn();
        Path file = folder.resolve("article.zip");
        ModelFile.write(network.engine(), file);
        assertEquals(Files.size(file), Sizes.of(network).zippedBytes());
    }

    @Test
    void silencedChannelsTakeNoRoom() throws Refused {
        Network network = TinyNetworks.articleCnn();
        BitSet half = new BitSet();
        int[] units = network.units().behind("conv1");
        for (int i = 0; i < 16; i++) {
            half.set(units[i]);
        }
        assertEquals(4 * (26 * 26 * 16 + 13 * 13 * 16), ActivationPeak.bytes(network, PruningMask.ofUnits(half)));
    }
}
