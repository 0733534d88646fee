package org.espalier.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.OwnTime;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files that kill the JVM, run code or fill the memory when DL4J's own reader opens them. */
class HostileModelTest {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final int MUTANTS = 600;
    private static final double MOST_SECONDS = 2;

    @TempDir
    private Path folder;

    static Stream<Arguments> otherFiles() {
        byte[] zip = Zips.zip(chain());
        return Stream.of(
                Arguments.of("model.empty", new byte[0]),
                Arguments.of("model.keras", "\u0089HDF\r\n\u001a\n and more".getBytes(ISO_8859_1)),
                Arguments.of("model.notDl4j", "\u0089PNG\r\n\u001a\n and more".getBytes(ISO_8859_1)),
                Arguments.of("model.notDl4j", new byte[] {'P'}),
                Arguments.of("model.notDl4j", Zips.zip(Map.of("hello.txt", new byte[5]))),
                Arguments.of("model.keras", Zips.zip(Map.of("config.json", new byte[5]))),
                Arguments.of("model.truncated", Arrays.copyOf(zip, 600)),
                Arguments.of("model.noWeights", Zips.zip(Map.of(CONFIGURATION, Zips.entry(chain(), CONFIGURATION)))),
                Arguments.of("model.damagedZip", flipped(zip, 200)),
                Arguments.of("model.strangeZip", renamed(Zips.with(chain(), "coefficients.bim", new byte[9]))),
                Arguments.of("model.strangeZip", Zips.zip(manyEntries())),
                Arguments.of("model.bomb", Zips.with(chain(), "preprocessor.bin", new byte[100 << 20])),
                Arguments.of("model.bomb", Zips.with(chain(), COEFFICIENTS, new byte[100 << 20])),
                Arguments.of("model.entryTooLarge", Zips.with(chain(), CONFIGURATION, new byte[33 << 20])));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("otherFiles")
    void otherFilesAreRefused(String key, byte[] bytes) throws IOException {
        assertRefused(key, bytes);
    }

    static Stream<Arguments> configurations() {
        return Stream.of(
                edit("model.typeNotAllowed", "org.nd4j.linalg.activations.impl.ActivationTanH", "java.lang.Runtime"),
                edit("model.typeNotAllowed", "nn.conf.layers.DenseLayer", "nn.conf.layers.samediff.SameDiffLayer"),
                edit("model.typeNotAllowed", "\"weightNoise\" : null", "\"dist\" : {\"type\" : \"com.evil.Type\"}"),
                edit("model.weightCount", "\"nout\" : 5", "\"nout\" : 6"),
                edit("model.weightCount", "\"nout\" : 5", "\"nout\" : 16777216"),
                edit("model.badSize", "\"nout\" : 5", "\"nout\" : 99999999999"),
                edit("model.badSize", "\"nout\" : 5", "\"nout\" : -5"),
                edit("model.badSize", "\"nout\" : 5", "\"nout\" : \"5\""),
                edit("model.badSize", "\"stride\" : [ 2, 2 ]", "\"stride\" : [ 2, 0 ]"),
                edit("model.badSize", "\"stride\" : [ 2, 2 ]", "\"stride\" : [ 2, null ]"),
                edit("model.badSize", "\"kernelSize\" : [ 2, 2 ]", "\"kernelSize\" : [ -2, 2 ]"),
                edit("model.badSize", "\"biasInit\" : 0.0", "\"biasInit\" : 1e999999999"),
                edit("model.arrayInConfiguration", "\"softmaxClipEps\"", "\"weights\" : {\"shape\" : [9]}, \"x\""),
                edit("model.configurationTooLarge", "\"weightNoise\" : null", "\"x\" : " + "[".repeat(100_000)),
                edit("model.configurationTooLarge", "\"weightNoise\" : null", "\"x\" : " + frozen(1000)),
                edit("model.configurationDamaged", "\"confs\"", "confs"),
                edit("model.configurationDamaged", "\"conv1\"", "\"conv1"),
                edit("model.notDl4j", "\"confs\"", "\"other\""),
                edit("model.notDl4j", "\"confs\"", "\"vertices\" : {}, \"confs\""),
                edit("model.cannotBuild", "\"layer\" : {", "\"layer\" : null, \"other\" : {"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("configurations")
    void hostileConfigurationsAreRefused(String key, UnaryOperator<String> edit) throws IOException {
        String json = new String(Zips.entry(chain(), CONFIGURATION), UTF_8);
        assertTrue(!edit.apply(json).equals(json), "nothing to edit");
        assertRefused(key, Zips.with(chain(), CONFIGURATION, edit.apply(json).getBytes(UTF_8)));
    }

    /** ND4J reads as many numbers as a shape says, however many there are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'shape' : [9], 'data' : [1, 2, 3]",
                "'data' : [1, 2, 3], 'shape' : [9]",
                "'shape' : [2], 'data' : [1, 2, 3]",
                "'shape' : [3, 1048576, 1048576, 1048576], 'data' : [1, 2, 3]",
                "'shape' : [1, 1, 1, 1, 3], 'data' : [1, 2, 3]",
                "'shape' : [], 'data' : []",
                "'shape' : [0], 'data' : []",
                "'shape' : [-3], 'data' : [1, 2, 3]",
                "'shape' : ['3'], 'data' : [1, 2, 3]",
                "'shape' : [3.0], 'data' : [1, 2, 3]",
                "'shape' : [3], 'data' : [1, [2], 3]",
                "'shape' : [3], 'data' : [1, 2, 1e99]",
                "'shape' : [3], 'data' : ['1', 2, 3]",
                "'shape' : [3], 'data' : [1, 2, 3], 'data' : [1]",
                "'shape' : [3], 'data' : [1, 2, 3], 'shape' : [9]",
                "'dataType' : 'UTF8', 'shape' : [3], 'data' : [1, 2, 3]"
            })
    void arraysThatAreNotAsLongAsTheySayAreRefused(String array) throws IOException {
        String json = new String(Zips.entry(chain(), CONFIGURATION), UTF_8);
        String weights = "'dataType' : 'FLOAT', " + array;
        String edited = json.replace(
                "\"softmaxClipEps\"", "\"weights\" : {" + weights.replace('\'', '"') + "}, \"softmaxClipEps\"");
        assertTrue(!edited.equals(json), "nothing to edit");
        assertRefused("model.arrayInConfiguration", Zips.with(chain(), CONFIGURATION, edited.getBytes(UTF_8)));
    }

    @Test
    void configurationsInOtherEncodingsAreRefused() throws IOException {
        String json = new String(Zips.entry(chain(), CONFIGURATION), UTF_8);
        assertRefused("model.configurationDamaged", Zips.with(chain(), CONFIGURATION, json.getBytes(UTF_16)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ \"output\" ]", "[ \"nowhere\" ]", "[ ]"})
    void graphsWithImpossibleWiresAreRefused(String inputs) throws IOException {
        Map<String, byte[]> graph = Zips.savedByDl4j(SavedNetworks.residual(), false);
        String json = new String(Zips.entry(graph, CONFIGURATION), UTF_8);
        String edited = json.replace("\"conv2\" : [ \"bn1\" ]", "\"conv2\" : " + inputs);
        edited = edited.replaceAll("\"topologicalOrder(Str)?\" : \\[[^]]*]", "\"topologicalOrder$1\" : null");
        assertTrue(!edited.equals(json));
        assertRefused("model.cannotBuild", Zips.with(graph, CONFIGURATION, edited.getBytes(UTF_8)));
    }

    static Stream<Arguments> weights() {
        byte[] saved = Zips.entry(chain(), COEFFICIENTS);
        return Stream.of(
                Arguments.of("model.weightsCutShort", new byte[0]),
                Arguments.of("model.weightsCutShort", Arrays.copyOf(saved, 40)),
                Arguments.of("model.weightsDamaged", Arrays.copyOf(saved, saved.length - 1)),
                Arguments.of("model.weightsDamaged", Arrays.copyOf(saved, saved.length + 4)),
                Arguments.of("model.weightCount", array(new long[] {2, 1, 3, 3, 1, 0, 1, 'c'}, 3, "FLOAT", 12)),
                Arguments.of(
                        "model.weightsDamaged", array(new long[] {2, 1, 1L << 40, 1, 1, 0, 1, 'c'}, 3, "FLOAT", 12)),
                Arguments.of(
                        "model.weightsDamaged", array(new long[] {2, 1, 3, 3, 1, 0, 1, 'c'}, 1L << 40, "FLOAT", 12)),
                Arguments.of("model.weightsDamaged", array(new long[] {2, 3, 3, 3, -1, 0, 1, 'c'}, 9, "FLOAT", 36)),
                Arguments.of("model.weightsDamaged", array(new long[] {2, 3, 3, 9, 1, 0, 1, 'c'}, 9, "FLOAT", 36)),
                Arguments.of("model.weightsDamaged", array(new long[] {2, 1, -3, 3, 1, 0, 1, 'c'}, 3, "FLOAT", 12)),
                Arguments.of("model.weightsDamaged", array(new long[] {2, 1, 3, 3, 1, 0, 1, 'x'}, 3, "FLOAT", 12)),
                Arguments.of(
                        "model.weightsDamaged", array(new long[] {1L << 33, 1, 3, 3, 1, 0, 1, 'c'}, 3, "FLOAT", 12)),
                Arguments.of("model.weightsDamaged", array(new long[] {9, 3, 3, 3}, 3, "FLOAT", 12)),
                Arguments.of("model.weightsDamaged", array(new long[22], 3, "FLOAT", 12)),
                Arguments.of("model.weightsDamaged", array(new long[] {2, 1, 3, 3, 1, 0, 1, 'c'}, 3, "DOUBLE", 12)),
                Arguments.of("model.weightType", array(new long[] {2, 1, 3, 3, 1, 0, 1, 'c'}, 3, "UTF8", 12)));
    }

    /** What such a network answers is shown, and counted as wrong; only to write it is refused. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void weightsThatAreNoNumbersAreOpenedAndNotWritten(float poison) throws IOException, Refused {
        byte[] file = Zips.with(chain(), COEFFICIENTS, poisoned(Zips.entry(chain(), COEFFICIENTS), poison));
        ComputationGraph opened = ModelFile.readGraph(new ByteArrayInputStream(file), "poisoned");
        int broken = 0;
        for (float weight : opened.params().dup('c').data().asFloat()) {
            broken += Float.isFinite(weight) ? 0 : 1;
        }
        assertEquals(1, broken);
        Path there = folder.resolve("poisoned.zip");
        Refused refused = assertThrows(Refused.class, () -> ModelFile.write(opened, there));
        assertEquals("model.notFinite", refused.key());
        assertFalse(Files.exists(there));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("weights")
    void hostileWeightsAreRefused(String key, byte[] coefficients) throws IOException {
        assertRefused(key, Zips.with(chain(), COEFFICIENTS, coefficients));
    }

    @Test
    void missingFilesAndFoldersAreRefused() {
        assertEquals("model.missing", refusal(folder.resolve("none.zip")).key());
        assertEquals("model.notAFile", refusal(folder).key());
    }

    @Test
    void mutantsAreRefusedOrRun() throws IOException {
        Map<String, byte[]> chain = chain();
        Map<String, byte[]> graph = Zips.savedByDl4j(SavedNetworks.residual(), true);
        int refusals = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            Random random = new Random(seed);
            byte[] mutant = mutant(random.nextBoolean() ? chain : graph, random);
            if (!OwnTime.within(MOST_SECONDS, () -> readAndRun(mutant))) {
                refusals++;
            }
        }
        assertTrue(refusals > MUTANTS / 4, refusals + " refused");
    }

    /** False if the file is refused. A network that is read may still answer with an error, but not with a crash. */
    private static boolean readAndRun(byte[] bytes) {
        try {
            ComputationGraph graph = ModelFile.readGraph(new ByteArrayInputStream(bytes), "mutant");
            INDArray images = SavedNetworks.images(CNN2DFormat.NHWC);
            graph.outputSingle(images);
            return true;
        } catch (Refused refused) {
            return false;
        } catch (RuntimeException doesNotFitTheImages) {
            return true;
        }
    }

    private void assertRefused(String key, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("hostile.zip"), bytes);
        Refused refused = OwnTime.within(MOST_SECONDS, () -> refusal(file));
        assertEquals(key, refused.key(), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains("hostile.zip"), refused.getMessage());
    }

    private static Refused refusal(Path file) {
        return assertThrows(Refused.class, () -> ModelFile.readGraph(file));
    }

    private static Map<String, byte[]> chain() {
        try {
            return Zips.savedByDl4j(SavedNetworks.chain(CNN2DFormat.NHWC, DataType.FLOAT), true);
        } catch (IOException inMemory) {
            throw new AssertionError(inMemory);
        }
    }

    private static Arguments edit(String key, String part, String replacement) {
        UnaryOperator<String> edit = json -> json.replace(part, replacement);
        return Arguments.of(key, edit);
    }

    private static String frozen(int depth) {
        return "{\"@class\" : \"org.deeplearning4j.nn.conf.layers.misc.FrozenLayer\", \"layer\" : ".repeat(depth);
    }

    private static Map<String, byte[]> manyEntries() {
        Map<String, byte[]> entries = new LinkedHashMap<>(chain());
        for (int i = 0; i < 100; i++) {
            entries.put("entry" + i, new byte[1]);
        }
        return entries;
    }

    private static byte[] renamed(byte[] zip) {
        return new String(zip, ISO_8859_1)
                .replace("coefficients.bim", COEFFICIENTS)
                .getBytes(ISO_8859_1);
    }

    private static byte[] flipped(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= 0x55;
        return changed;
    }

    private static byte[] poisoned(byte[] coefficients, float value) {
        byte[] changed = coefficients.clone();
        ByteBuffer.wrap(changed).putFloat(changed.length - 8, value);
        return changed;
    }

    /** The format of Nd4j.write with whatever lengths one likes. */
    private static byte[] array(long[] shape, long length, String type, int bytes) {
        ByteBuffer out = ByteBuffer.allocate(4096);
        string(out, "LONG_SHAPE").putLong(shape.length);
        string(out, "LONG");
        for (long value : shape) {
            out.putLong(value);
        }
        string(out, "MIXED_DATA_TYPES").putLong(length);
        string(out, type).put(new byte[bytes]);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static ByteBuffer string(ByteBuffer out, String text) {
        return out.putShort((short) text.length()).put(text.getBytes(UTF_8));
    }

    private static byte[] mutant(Map<String, byte[]> entries, Random random) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            return mutated(Zips.zip(entries), random);
        }
        String name = kind <= 2 ? CONFIGURATION : COEFFICIENTS;
        byte[] original = Zips.entry(entries, name);
        if (kind == 4) {
            return Zips.with(entries, name, mutated(original, random));
        }
        int head = Math.min(original.length, kind == 3 ? 140 : original.length);
        byte[] changed = original.clone();
        System.arraycopy(mutated(Arrays.copyOf(original, head), random), 0, changed, 0, head);
        return Zips.with(entries, name, changed);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutant = bytes.clone();
        long[] lengths = {0, -1, 1L << 31, 1L << 32, Long.MAX_VALUE, 65536, Integer.MAX_VALUE};
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int place = random.nextInt(mutant.length);
            switch (random.nextInt(6)) {
                case 0 -> mutant[place] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[place] = (byte) random.nextInt(256);
                case 2 -> mutant[place] = (byte) ('0' + random.nextInt(10));
                case 3 -> mutant[place] = 0;
                default -> putLong(mutant, place, lengths[random.nextInt(lengths.length)]);
            }
        }
        return mutant;
    }

    private static void putLong(byte[] target, int place, long value) {
        for (int i = 0; i < Long.BYTES && place + i < target.length; i++) {
            target[place + i] = (byte) (value >>> (8 * (7 - i)));
        }
    }
}
