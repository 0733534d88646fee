package org.espalier.ui.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.job.DirectJobRunner;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Pick;
import org.espalier.session.Session;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the residual network: conv1 (4 filters) is coupled with conv3; conv2 has 3, conv4 5, output 3 units. */
class LayerViewModelTest {

    @TempDir
    private Path folder;

    private final Session session = new Session(new DirectJobRunner());

    @BeforeEach
    void open() throws Refused {
        Text.use(Locale.ENGLISH);
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        session.open(new ModelSource.File(model), () -> DrawnExamples.set("drawn", new ImageShape(8, 8, 1)));
    }

    @AfterEach
    void close() {
        session.experiment().close();
    }

    @Test
    void aFilterOfTheArticleTakesTheParametersThatWereCountedByHand() {
        // 32·3·3 weights and a bias; 5·5 positions for each of dense1's 64 neurons, rows 17·25 to 17·25 + 24.
        SliceLines lines = ofArticle("conv2", 17);
        assertEquals("conv2 filter 17 takes 1,889 parameters: 289 here, 1,600 in dense1", lines.sentence());
        assertEquals("conv2: output channel 17 · 289\ndense1: rows 425–449 of weights · 1,600", lines.slices());
        assertEquals(
                "1  pool2 works on every channel of conv2 by itself.\n"
                        + "2  dense1 reads the 25 positions of every channel of pool2, in 25 rows of weights, one behind"
                        + " the other.",
                lines.reasons());
    }

    @Test
    void severalNeuronsAreSpokenOfTogether() {
        // 1,601 in their own columns and 10 in the rows behind, each.
        assertEquals(
                "2 neurons of dense1 take 3,222 parameters: 3,202 here, 20 in output",
                ofArticle("dense1", 1, 5).sentence());
    }

    @Test
    void allMembersOfACoupledGroupAreListed() {
        SliceLines lines = lines("conv1", 2);
        // conv1 10, bn1 4, conv2 27, conv3 28, bn3 2, conv4 45.
        assertEquals(
                "conv1 filter 2 takes 116 parameters: 10 here, 4 in bn1, 27 in conv2, 28 in conv3, 47 in other layers",
                lines.sentence());
        assertEquals(6, lines.slices().split("\n").length);
        assertTrue(lines.reasons().contains("add1 needs the same channels on all sides, those of bn3 among them."));
    }

    @Test
    void classesStayAndTheListSaysWhy() {
        assertEquals(
                "output · Output classes are fixed; its units all stay",
                lines("output", 1).sentence());
        assertTrue(coupled("output", 1).isEmpty());
        assertFalse(of("output").obstacle().isEmpty());
    }

    @Test
    void whereSingleWeightsAreCutNothingElseGoes() {
        session.use(Granularity.WEIGHTS);
        assertTrue(coupled("conv1", 1).isEmpty());
        assertTrue(lines("conv1", 1).sentence().startsWith("Single weights are cut one by one"));
        assertEquals("", lines("conv1", 1).reasons());
    }

    @Test
    void aLockedLayerIsShownButNotPicked() {
        session.lock("conv3", true);
        assertEquals(
                "conv1 is locked. Unlock it on its card to remove or keep its units.",
                of("conv1").obstacle());
        assertFalse(coupled("conv1", 1).isEmpty());
        session.lock("conv3", false);
        assertEquals("", of("conv1").obstacle());
    }

    @Test
    void whatTheHandDecidedIsToldFromWhatTheRankingDid() throws Refused {
        session.pick("conv1", set(1), Pick.REMOVED);
        session.pick("conv1", set(2), Pick.KEPT);
        session.preview("conv1", 0.5);
        session.commit();
        UnitFates fates = of("conv3").fates();
        // Coupled: what was picked in conv1 is picked in conv3. Of 4, one goes by hand and one of 0 and 3 by its rank.
        assertEquals(set(1, 2), fates.byHand());
        assertEquals(2, fates.kept().cardinality());
        assertEquals("removed by hand", fates.words(1));
        assertEquals("kept by hand", fates.words(2));
        int ranked = fates.stays(0) ? 3 : 0;
        assertEquals("goes, as ranked", fates.words(ranked));
        assertEquals("stays, as ranked", fates.words(3 - ranked));
    }

    @Test
    void theThresholdIsWhereTheRankingIsCutWhateverTheHandRemoves() throws Refused {
        int[] ranks = new int[5];
        for (int rank = 0; rank < 5; rank++) {
            ranks[rank] = session.scores().of("conv4").at(rank);
        }
        session.pick("conv4", set(ranks[4]), Pick.REMOVED);
        assertEquals(0, of("conv4").removed());
        session.pick("conv4", set(ranks[0]), Pick.KEPT);
        session.preview("conv4", 0.4);
        session.commit();
        // Two go: the best by hand, and of the others the worst, which is the second, since the hand keeps the first.
        assertEquals(set(ranks[0], ranks[2], ranks[3]), of("conv4").fates().kept());
        assertEquals(2, of("conv4").removed());
        assertTrue(of("conv4").title().endsWith("3 of 5 kept"), of("conv4").title());
    }

    @Test
    void aFateIsTurnedAround() {
        UnitFates fates = new UnitFates(set(0, 1), set(1, 3));
        assertEquals(Pick.REMOVED, fates.turned(0));
        assertEquals(Pick.RANKED, fates.turned(1));
        assertEquals(Pick.KEPT, fates.turned(2));
        assertEquals(Pick.RANKED, fates.turned(3));
    }

    @Test
    void nothingIsSaidOfNoUnit() {
        assertTrue(lines("conv1").isEmpty());
    }

    private static SliceLines ofArticle(String name, int... channels) {
        Network article = TinyNetworks.articleCnn();
        BitSet units = new BitSet();
        set(channels).stream().forEach(channel -> units.set(article.units().behind(name)[channel]));
        return SliceLines.of(
                article.graph(),
                article.slices().coupledWith(units),
                article.graph().layer(name),
                set(channels));
    }

    private SliceLines lines(String name, int... channels) {
        return of(name).lines(session, layer(name), coupled(name, channels), set(channels));
    }

    private Coupled coupled(String name, int... channels) {
        return LayerViewModel.coupledWith(session, layer(name), set(channels));
    }

    private LayerViewModel of(String name) {
        return LayerViewModel.of(session, layer(name));
    }

    private Layer layer(String name) {
        return session.experiment().network().graph().layer(name);
    }

    private static BitSet set(int... channels) {
        BitSet set = new BitSet();
        for (int channel : channels) {
            set.set(channel);
        }
        return set;
    }
}
