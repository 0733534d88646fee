package org.espalier.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist"})
    void embeddedSetsHoldTenThousandImagesPerSplit(String name) throws Refused {
        DataSet set = DataSets.named(name);
        assertEquals(name, set.name());
        assertEquals(10, set.classNames().size());
        for (Split split : Split.values()) {
            Examples examples = set.examples(split);
            assertEquals(10_000, examples.size());
            assertEquals(new ImageShape(28, 28, 1), examples.shape());
            assertSame(examples, set.examples(split));
        }
    }

    @Test
    void theFirstLabelsAreThePublishedOnes() throws Refused {
        DataSet set = DataSets.embedded("mnist");
        int[] first = {0, 1, 2, 3};
        assertArrayEquals(new int[] {7, 2, 1, 0}, set.examples(Split.TEST).copyLabels(first, 0, 4));
        assertArrayEquals(new int[] {5, 0, 4, 1}, set.examples(Split.VALIDATION).copyLabels(first, 0, 4));
    }

    @Test
    void aFolderWithOurNamesIsRead() throws IOException, Refused {
        IdxFiles.write(folder, "validation", IdxFiles.images(), IdxFiles.labels());
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), IdxFiles.gzip(IdxFiles.images()));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), IdxFiles.gzip(IdxFiles.labels()));
        DataSet set = DataSets.named(folder.toString());

        assertFalse(set.has(Split.TRAINING));
        for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
            Examples examples = set.examples(split);
            assertEquals(3, examples.size());
            assertEquals(9, examples.label(2));
            assertEquals(6, examples.pixel(1, 1, 0));
        }
        assertEquals("data.noSplit.training", refusal(set, Split.TRAINING).key());
    }

    @Test
    void officialTrainingImagesAreSplitAfterTheFirstTenThousand() throws IOException, Refused {
        int count = 10_003;
        byte[] labels = new byte[count];
        labels[9_999] = 4;
        labels[10_000] = 5;
        IdxFiles.write(
                folder,
                "train",
                IdxFiles.idx(0x803, new int[] {count, 1, 1}, new byte[count]),
                IdxFiles.idx(0x801, new int[] {count}, labels));
        DataSet set = DataSets.open(folder);

        assertEquals(10_000, set.examples(Split.VALIDATION).size());
        assertEquals(4, set.examples(Split.VALIDATION).label(9_999));
        assertEquals(3, set.examples(Split.TRAINING).size());
        assertEquals(5, set.examples(Split.TRAINING).label(0));
    }

    @Test
    void tooFewOfficialImagesToSplitAreRefused() throws IOException, Refused {
        IdxFiles.write(folder, "train", IdxFiles.images(), IdxFiles.labels());
        assertEquals(
                "data.tooFewToSplit",
                refusal(DataSets.open(folder), Split.TRAINING).key());
    }

    @Test
    void officialTrainingImagesBesideOwnValidationImagesAreAllForTraining() throws IOException, Refused {
        IdxFiles.write(folder, "train", IdxFiles.images(), IdxFiles.labels());
        IdxFiles.write(folder, "validation", IdxFiles.images(), IdxFiles.labels());
        assertEquals(3, DataSets.open(folder).examples(Split.TRAINING).size());
    }

    @Test
    void classNamesAreReadFromTheirFile() throws IOException, Refused {
        IdxFiles.write(folder, "validation", IdxFiles.images(), IdxFiles.labels());
        Files.writeString(folder.resolve("classes.txt"), "a\nb\n\nc\nd\ne\nf\ng\nh\ni\nj\nk\n");
        DataSet set = DataSets.open(folder);
        assertEquals(11, set.examples(Split.VALIDATION).classes());
        assertEquals("k", set.classNames().get(10));

        Files.write(folder.resolve("classes.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals(
                "data.badClassNames",
                assertThrows(Refused.class, () -> DataSets.open(folder)).key());
    }

    @Test
    void splitsOfDifferentShapesAreRefused() throws IOException, Refused {
        IdxFiles.write(folder, "validation", IdxFiles.images(), IdxFiles.labels());
        byte[] wide = IdxFiles.idx(0x803, new int[] {3, 1, 4}, new byte[12]);
        IdxFiles.write(folder, "t10k", wide, IdxFiles.labels());
        DataSet set = DataSets.open(folder);
        set.examples(Split.TEST);
        assertEquals("data.shapesDiffer", refusal(set, Split.VALIDATION).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-set", "", "\0"})
    void unknownNamesAreRefused(String name) {
        Refused refused = assertThrows(Refused.class, () -> DataSets.named(name));
        assertTrue(refused.key().equals("data.unknown") || refused.key().equals("data.nothingHere"), refused.key());
    }

    @Test
    void anEmptyFolderIsRefusedWithWhatBelongsThere() {
        Refused refused = assertThrows(Refused.class, () -> DataSets.open(folder));
        assertTrue(refused.getMessage().contains("train-images-idx3-ubyte"), refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(OfficialSet.class)
    void filesThatAreNotThePublishedOnesAreRefused(OfficialSet set) throws IOException {
        IdxFiles.write(folder, "train", IdxFiles.images(), IdxFiles.labels());
        IdxFiles.write(folder, "t10k", IdxFiles.images(), IdxFiles.labels());
        assertEquals(
                "data.notThePublished",
                assertThrows(Refused.class, () -> set.open(folder)).key());
    }

    @Test
    void aSetInMemoryGivesBackWhatWasPutIn() throws Refused {
        Examples examples = Examples.of(new ImageShape(1, 1, 1), 2, new byte[2], new byte[] {0, 1});
        DataSet set = DataSet.of("tiny", List.of("no", "yes"), Map.of(Split.TEST, examples));
        assertSame(examples, set.examples(Split.TEST));
        assertEquals(
                "[TEST]",
                Arrays.stream(Split.values()).filter(set::has).toList().toString());
    }

    private static Refused refusal(DataSet set, Split split) {
        return assertThrows(Refused.class, () -> set.examples(split));
    }
}
