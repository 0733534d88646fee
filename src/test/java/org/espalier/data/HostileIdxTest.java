package org.espalier.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.espalier.OwnTime;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileIdxTest {

    private static final int MUTANTS = 600;
    private static final double MOST_SECONDS = 2;
    /** What has not ended by then never will. */
    private static final Duration WITHOUT_END = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        byte[] images = IdxFiles.images();
        byte[] labels = IdxFiles.labels();
        byte[] twelve = new byte[12];
        return Stream.of(
                Arguments.of("data.notImages", labels, labels),
                Arguments.of("data.notLabels", images, images),
                Arguments.of("data.notImages", new byte[0], labels),
                Arguments.of("data.notImages", new byte[] {0, 0}, labels),
                Arguments.of("data.notImages", "<html>not found</html>".getBytes(UTF_8), labels),
                Arguments.of("data.notImages", IdxFiles.idx(0xd03, new int[] {3, 2, 2}, twelve), labels),
                Arguments.of("data.cutShort", Arrays.copyOf(images, 10), labels),
                Arguments.of("data.truncated", Arrays.copyOf(images, images.length - 1), labels),
                Arguments.of("data.tooLong", Arrays.copyOf(images, images.length + 1), labels),
                Arguments.of("data.truncated", IdxFiles.idx(0x803, new int[] {1 << 20, 28, 28}, twelve), labels),
                Arguments.of("data.tooLarge", IdxFiles.idx(0x803, new int[] {1 << 30, 1 << 30, 16}, twelve), labels),
                Arguments.of("data.badLength", IdxFiles.idx(0x803, new int[] {-3, 2, -2}, twelve), labels),
                Arguments.of("data.badLength", IdxFiles.idx(0x803, new int[] {0, 2, 2}, new byte[0]), labels),
                Arguments.of("data.badShape", IdxFiles.idx(0x803, new int[] {3, 1, 9000}, new byte[27_000]), labels),
                Arguments.of("data.countsDiffer", images, IdxFiles.idx(0x801, new int[] {2}, new byte[] {1, 2})),
                Arguments.of("data.labelOutOfRange", images, IdxFiles.idx(0x801, new int[] {3}, new byte[] {1, 10, 2})),
                Arguments.of("data.labelOutOfRange", images, IdxFiles.idx(0x801, new int[] {3}, new byte[] {1, -1, 2})),
                Arguments.of("data.cutShort", Arrays.copyOf(IdxFiles.gzip(images), 20), labels),
                Arguments.of("data.damagedGzip", new byte[] {0x1f, (byte) 0x8b, 99, 1, 2, 3, 4, 5, 6, 7, 8}, labels),
                // Inflates to 64 MiB behind a header of 12 bytes.
                Arguments.of("data.tooLong", IdxFiles.gzip(Arrays.copyOf(images, 64 << 20)), labels));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("files")
    void hostileFilesAreRefusedByName(String key, byte[] images, byte[] labels) throws IOException, Refused {
        IdxFiles.write(folder, "validation", images, labels);
        DataSet set = DataSets.open(folder);
        Refused refused = assertTimeoutPreemptively(
                WITHOUT_END,
                () -> OwnTime.within(
                        MOST_SECONDS, () -> assertThrows(Refused.class, () -> set.examples(Split.VALIDATION))));
        assertEquals(key, refused.key());
        assertTrue(String.valueOf(refused.getMessage()).contains("validation-"), refused.getMessage());
    }

    @Test
    void mutantsAreReadOrRefused() throws IOException {
        byte[][] plain = {IdxFiles.images(), IdxFiles.labels()};
        byte[][] zipped = {IdxFiles.gzip(plain[0]), IdxFiles.gzip(plain[1])};
        int refusals = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            Random random = new Random(seed);
            byte[][] from = random.nextBoolean() ? plain : zipped;
            int mutated = random.nextInt(2);
            byte[] mutant = mutate(from[mutated], random);
            IdxFiles.write(folder, "validation", mutated == 0 ? mutant : from[0], mutated == 1 ? mutant : from[1]);
            try {
                assertNotNull(DataSets.open(folder).examples(Split.VALIDATION));
            } catch (Refused refused) {
                assertNotNull(Text.of(refused.key()));
                refusals++;
            }
        }
        assertTrue(refusals > MUTANTS / 2, refusals + " refused");
    }

    @Test
    void aBadLabelAnywhereIsNamedWithItsImageAndFile() throws IOException, Refused {
        int count = 3_000;
        byte[] images = IdxFiles.idx(0x803, new int[] {count, 1, 1}, new byte[count]);
        Random places = new Random(5);
        for (int trial = 0; trial < 200; trial++) {
            int place = trial == 0 ? 0 : trial == 1 ? count - 1 : places.nextInt(count);
            byte[] labels = new byte[count];
            labels[place] = (byte) (10 + places.nextInt(246));
            IdxFiles.write(folder, "training", images, IdxFiles.idx(0x801, new int[] {count}, labels));
            DataSet set = DataSets.open(folder);
            Refused refused = assertThrows(Refused.class, () -> set.examples(Split.TRAINING));
            String sentence = String.valueOf(refused.getMessage());
            assertTrue(
                    sentence.contains("training-labels-idx1-ubyte gives image " + Text.count(place) + " "), sentence);
        }
    }

    /** 30 images of 4 by 5 pixels, at random. */
    private static byte[] manyImages() {
        byte[] pixels = new byte[30 * 20];
        new Random(3).nextBytes(pixels);
        return IdxFiles.idx(0x803, new int[] {30, 4, 5}, pixels);
    }

    private static byte[] manyLabels() {
        return IdxFiles.idx(0x801, new int[] {30}, new byte[30]);
    }

    /** The sentence with which images are refused. */
    private String refusal(byte[] images) throws IOException, Refused {
        IdxFiles.write(folder, "training", images, manyLabels());
        DataSet set = DataSets.open(folder);
        Refused refused = assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> assertThrows(Refused.class, () -> set.examples(Split.TRAINING)));
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(sentence.contains("training-images-idx3-ubyte"), sentence);
        return sentence;
    }

    @Test
    void imagesCutShortAnywhereAreNamedWithWhatIsThere() throws IOException, Refused {
        byte[] whole = manyImages();
        Random places = new Random(6);
        for (int trial = 0; trial < 200; trial++) {
            int length = places.nextInt(whole.length);
            String sentence = refusal(Arrays.copyOf(whole, length));
            if (length >= 16) {
                assertTrue(sentence.contains("announces 600 bytes and holds " + (length - 16) + "."), sentence);
            }
        }
    }

    @Test
    void aHeaderThatLiesAnywhereIsNamed() throws IOException, Refused {
        byte[] whole = manyImages();
        Random places = new Random(7);
        for (int trial = 0; trial < 200; trial++) {
            byte[] lies = whole.clone();
            lies[places.nextInt(16)] += (byte) (1 + places.nextInt(255));
            refusal(lies);
        }
    }

    @Test
    void aPackedFileIsNamedWhereverItIsCutShortOrDamaged() throws IOException, Refused {
        byte[] packed = IdxFiles.gzip(manyImages());
        int behindItsHeader = 10;
        Random places = new Random(8);
        for (int trial = 0; trial < 200; trial++) {
            int place = behindItsHeader + places.nextInt(packed.length - behindItsHeader);
            refusal(Arrays.copyOf(packed, place));
            byte[] damaged = packed.clone();
            damaged[place] += (byte) (1 + places.nextInt(255));
            refusal(damaged);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutant = bytes.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int place = random.nextInt(mutant.length);
            mutant[place] = switch (random.nextInt(4)) {
                case 0 -> (byte) (mutant[place] ^ (1 << random.nextInt(8)));
                case 1 -> (byte) random.nextInt(256);
                case 2 -> (byte) 0xff;
                default -> 0;
            };
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length) + 1) : mutant;
    }
}
