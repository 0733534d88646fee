package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.ModelFile;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Locale before = Locale.ENGLISH;

    private static final Screen NONE = new Screen() {
        @Override
        public int open() {
            throw new AssertionError();
        }

        @Override
        public int demo(Path pictures, boolean dark) {
            throw new AssertionError();
        }
    };

    @BeforeEach
    void speakEnglish() {
        before = Text.language();
        Text.use(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    @Test
    void theArticlesNetworkIsToldAsInTheArticle() {
        assertEquals(0, run("info", "article-cnn"), err::toString);
        String text = out.toString();
        for (String line : List.of(
                "article-cnn: images of 28×28×1, 121,930 parameters, 2,528,000 multiply-adds for one image",
                "conv2     3×3 convolution  11×11×64     64      18,496      2,230,272",
                "conv1: 32 units, each takes 586 parameters",
                "conv2: 64 units, each takes 1,889 parameters",
                "dense1: 64 units, each takes 1,611 parameters",
                "    289 in conv2, output channel 0",
                "    1,600 in dense1, rows 0, 64, 128, … of its weights",
                "    pool2 works on every channel of conv2 by itself.",
                "output: stays. Output classes are fixed.")) {
            assertTrue(text.lines().anyMatch(line::equals), line + "\nnot in\n" + text);
        }
    }

    @Test
    void jsonListsTheSlicesOfEveryUnitWithTheirReasons() throws IOException {
        assertEquals(0, run("info", "article-cnn", "--json"), err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(121_930, facts.get("parameters"));
        assertEquals(2_528_000, facts.get("multiplyAdds"));
        Map<?, ?> conv2 = (Map<?, ?>) list(facts, "groups").get(1);
        assertEquals(List.of("conv2"), conv2.get("layers"));
        assertEquals(64, list(conv2, "goingWithUnit").size());
        Map<?, ?> filter17 = (Map<?, ?>) list(conv2, "goingWithUnit").get(17);
        assertEquals(1889, filter17.get("parameters"));
        assertEquals(
                List.of(
                        Map.of("layer", "conv2", "side", "output", "indices", List.of(17), "parameters", 289),
                        Map.of(
                                "layer",
                                "dense1",
                                "side",
                                "input",
                                "indices",
                                IntStream.range(0, 25)
                                        .mapToObj(i -> 64 * i + 17)
                                        .toList(),
                                "parameters",
                                1600)),
                filter17.get("slices"));
        Map<?, ?> link = (Map<?, ?>) list(conv2, "links").get(1);
        assertEquals("pool2", link.get("from"));
        assertEquals("dense1", link.get("to"));
        assertEquals("rows-apart", link.get("kind"));
        assertEquals(25, link.get("number"));
        Map<?, ?> output = (Map<?, ?>) list(facts, "groups").get(3);
        assertEquals(false, output.get("prunable"));
        assertEquals(
                Map.of("reason", "output", "layer", "output", "sentence", "Output classes are fixed"),
                output.get("frozen"));
    }

    @Test
    void jsonSaysTheSameInEveryLanguageButForSentences() throws IOException {
        assertEquals(0, run("info", "lenet-5", "--json"));
        Object english = JSON.std.mapFrom(out.toString()).get("parameters");
        out.getBuffer().setLength(0);
        Text.use(Locale.SIMPLIFIED_CHINESE);
        assertEquals(0, run("info", "lenet-5", "--json"));
        assertEquals(english, JSON.std.mapFrom(out.toString()).get("parameters"));
    }

    @Test
    void theSizeOfImagesCanBeTold() throws IOException, Refused {
        Path file = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), file);
        assertEquals(0, run("info", file.toString(), "--image", "40x30x1", "--json"), err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(List.of(40, 30, 1), facts.get("images"));
        assertEquals(false, facts.get("imagesAssumed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"28", "0x4x1", "28x28x1x1", "28xx1", "99999x99999x99", "-1x2x3", "a"})
    void whatIsNoSizeIsToldSo(String size) {
        assertEquals(CommandLineInterface.BAD_INPUT, run("info", "article-cnn", "--image", size));
        assertEquals(
                size + " is no size of images. Give height, width and channels, such as 28x28x1.",
                err.toString().strip());
    }

    @Test
    void aNetworkForUnusualImagesAsksForTheirSize() throws IOException, Refused {
        Path file = folder.resolve("chain.zip");
        ModelFile.write(TinyNetworks.concatenation().engine(), file);
        Files.write(folder.resolve("none.zip"), new byte[] {1, 2, 3});
        assertEquals(CommandLineInterface.BAD_INPUT, run("info", file.toString()), err::toString);
        assertTrue(err.toString().contains("--image"), err::toString);
        assertEquals(0, run("info", file.toString(), "--image", "6x6x2"), err::toString);
        assertEquals(
                CommandLineInterface.BAD_INPUT,
                run("info", folder.resolve("none.zip").toString()));
    }

    private static List<?> list(Map<?, ?> facts, String name) {
        return (List<?>) Objects.requireNonNull(facts.get(name), name);
    }

    private int run(String... arguments) {
        return CommandLineInterface.run(NONE, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
