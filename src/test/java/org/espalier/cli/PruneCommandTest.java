package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.network.ModelFile;
import org.espalier.network.TinyNetworks;
import org.espalier.text.CheckFailed;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Cutting and comparing without a window. */
class PruneCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Locale before = Locale.ENGLISH;

    private static final Screen NO_SCREEN = new Screen() {
        @Override
        public int open() {
            return 1;
        }

        @Override
        public int demo(Path pictures, boolean dark) {
            return 1;
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
    void halfOfEverythingIsCutProvenAndWritten() throws IOException {
        Path small = folder.resolve("small.zip");
        assertEquals(
                0,
                run("prune", "article-cnn", "--data", "mnist", "--share", "0.5", "--out", small.toString(), "--json"),
                err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(30_762, facts.get("parameters"));
        assertEquals(121_930, facts.get("denseParameters"));
        assertEquals(680_832, facts.get("multiplyAdds"));
        assertEquals(1_000, facts.get("proofImages"));
        assertTrue(number(facts, "largestDifference") < 1e-5, facts::toString);
        assertEquals(Files.size(small), ((Number) Objects.requireNonNull(facts.get("bytes"))).longValue());
        assertEquals(
                30_762, ModelSerializer.restoreComputationGraph(small.toFile()).numParams());
        assertTrue(Files.exists(folder.resolve("small.json")));
        compareWithTheDemo(small, facts);
    }

    /** The written file, opened anew and run beside the demo, is as good as the mask was. */
    private void compareWithTheDemo(Path small, Map<String, Object> pruned) throws IOException {
        out.getBuffer().setLength(0);
        assertEquals(0, run("compare", "article-cnn", small.toString(), "--data", "mnist", "--json"), err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(pruned.get("lost"), facts.get("lost"));
        assertEquals(pruned.get("won"), facts.get("won"));
        Map<?, ?> b = (Map<?, ?>) Objects.requireNonNull(facts.get("b"));
        assertEquals(pruned.get("accuracy"), b.get("accuracy"));
        assertEquals(30_762, b.get("parameters"));
        assertEquals(680_832, b.get("multiplyAdds"));
        assertEquals(Math.toIntExact(Files.size(small)), b.get("bytes"));
        assertEquals(false, facts.get("sameAnswers"));
    }

    @Test
    void aLayersOwnShareComesBeforeThatOfAll() throws IOException {
        Path small = folder.resolve("small.zip");
        assertEquals(
                0,
                run(("prune lenet-300-100 --data mnist --share 0.5 --layer dense2=0.9 --proof-images 50 --json --out "
                                + small)
                        .split(" ")),
                err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(784 * 150 + 150 + 150 * 10 + 10 + 10 * 10 + 10, facts.get("parameters"));
        assertEquals(50, facts.get("proofImages"));
    }

    @Test
    void whatWasDoneIsSaidInSentences() {
        Path small = folder.resolve("small.zip");
        assertEquals(
                0,
                run(("prune lenet-300-100 --data mnist --layer dense1=0.2 --out " + small).split(" ")),
                err::toString);
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("accuracy "), out::toString);
        assertTrue(out.toString().contains(" on 1,000 images"), out::toString);
        assertTrue(lines.get(lines.size() - 1).contains(small.toString()), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, run(("compare " + small + " " + small + " --data mnist").split(" ")), err::toString);
        assertTrue(out.toString().contains("the same class for 100.00 % of 10,000 images"), out::toString);
        assertTrue(out.toString().contains("the same: largest difference 0"), out::toString);
    }

    @Test
    void weightsOfTheOutputAreCutOnRequestOnly() throws IOException {
        Path small = folder.resolve("small.zip");
        String line = "prune lenet-300-100 --data mnist --granularity weights --share 0.5 --json --out " + small;
        assertEquals(0, run(line.split(" ")), err::toString);
        Map<?, ?> zeroed = (Map<?, ?>) Objects.requireNonNull(
                JSON.std.mapFrom(Files.readString(folder.resolve("small.json"))).get("zeroedWeights"));
        assertEquals(Set.of("dense1", "dense2"), zeroed.keySet());
        assertEquals(117_600, ((Map<?, ?>) zeroed.get("dense1")).get("zeroed"));
        assertEquals(15_000, ((Map<?, ?>) zeroed.get("dense2")).get("zeroed"));
        assertTrue(Files.size(folder.resolve("small.json")) < 50_000, "a bit for each of 265,200 weights, as base64");
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(266_610, facts.get("parameters"), "zeros are stored");
        long notZero = ModelSerializer.restoreComputationGraph(small.toFile())
                .params()
                .neq(0)
                .castTo(DataType.FLOAT)
                .sumNumber()
                .longValue();
        assertEquals(notZero, ((Number) Objects.requireNonNull(facts.get("nonZeroParameters"))).longValue());
        assertEquals(266_610 - 117_600 - 15_000, notZero);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prune article-cnn --data mnist --layer conv2=1 --out FOLDER/a.zip | 0.95",
                "prune article-cnn --data mnist --share 1 --out FOLDER/a.zip | 0.95",
                "prune article-cnn --data mnist --share NaN --out FOLDER/a.zip | 0.95",
                "prune article-cnn --data mnist --layer conv9=0.5 --out FOLDER/a.zip | conv1, conv2, dense1",
                "prune article-cnn --data mnist --layer output=0.5 --out FOLDER/a.zip | output",
                "prune article-cnn --data mnist --layer pool1=0.5 --out FOLDER/a.zip | pool1",
                "prune article-cnn --data mnist --out FOLDER/a.zip | --layer",
                "prune article-cnn --data mnist --share 0.5 | --out",
                "prune article-cnn --data mnist --share 0.5 --out FOLDER/none/a.zip | FOLDER/none",
                "prune article-cnn --data mnist --share 0.5 --out FOLDER | FOLDER",
                "prune article-cnn --data mnist --share 0.5 --out FOLDER/there.zip | there.zip",
                "prune article-cnn --data mnist --share 0.5 --out FOLDER/notes.zip | notes.json",
                "prune article-cnn --data mnist --share 0.5 --force --out FOLDER/notes.zip | notes.json",
                "prune FOLDER/eight.zip --data FOLDER/eight --share 0.5 --out FOLDER/a.zip | eight",
                "prune FOLDER/there.zip --data mnist --share 0.5 --force --out FOLDER/there.zip | there.zip",
                "prune article-cnn --data mnist --share 0.5 --proof-images 0 --out FOLDER/a.zip | --proof-images",
                "prune article-cnn --data mnist --remove-layer conv2 --out FOLDER/a.zip | 11×11×64",
                "prune article-cnn --data mnist --remove-layer conv9 --out FOLDER/a.zip | conv1",
                "prune article-cnn --data mnist --remove-layer conv2=away --out FOLDER/a.zip | skip, branch, merge",
                "prune fashion-resnet --data fashion-mnist --remove-layer conv2 --out FOLDER/a.zip | conv2=branch",
                "prune nobody --data mnist --share 0.5 --out FOLDER/a.zip | nobody",
                "compare article-cnn --data mnist | B",
                "compare article-cnn nobody --data mnist | nobody",
                "compare article-cnn FOLDER/eight.zip --data mnist | eight.zip",
            })
    void whatCannotBeDoneIsSaidInOneLineAndNothingIsWritten(String line, String named) throws Exception {
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), folder.resolve("eight.zip"));
        Files.writeString(folder.resolve("there.zip"), "something else");
        Files.writeString(folder.resolve("notes.json"), "{}");
        String[] arguments = Stream.of(line.split(" "))
                .map(argument -> argument.replace("FOLDER", folder.toString()))
                .toArray(String[]::new);
        assertEquals(2, run(arguments), () -> out + "\n" + err);
        List<String> said = err.toString().lines().toList();
        assertEquals(1, said.size(), err::toString);
        assertTrue(said.get(0).contains(named.replace("FOLDER", folder.toString())), said.get(0));
        assertFalse(said.get(0).contains("Exception"), said.get(0));
        assertEquals("", out.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("eight.zip", "notes.json", "there.zip"),
                    files.map(file -> String.valueOf(file.getFileName()))
                            .sorted()
                            .toList());
        }
        assertEquals("something else", Files.readString(folder.resolve("there.zip")));
    }

    /** The block has 18,688 of 112,938 parameters, bn4 another 256, of which 64 become biases of conv4. */
    @Test
    void layersThatGoAsAWholeAreProvenWrittenAndToldOf() throws IOException {
        Path small = folder.resolve("small.zip");
        String line = "fashion-resnet --data fashion-mnist --remove-layer conv2=branch --remove-layer bn4=merge --json";
        assertEquals(0, run(("prune " + line + " --proof-images 50 --out " + small).split(" ")), err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        assertEquals(112_938 - 18_688 - 256 + 64, facts.get("parameters"));
        List<?> removed = (List<?>) Objects.requireNonNull(facts.get("removedParts"));
        assertEquals(2, removed.size());
        Map<?, ?> block = (Map<?, ?>) removed.get(0);
        assertEquals("branch", block.get("how"));
        assertEquals(List.of("conv2", "bn2", "relu2", "conv3", "bn3", "add1"), block.get("layers"));
        assertEquals(18_688, block.get("parameters"));
        assertEquals(false, block.get("exact"));
        assertEquals(
                112_938 - 18_688 - 256 + 64,
                ModelSerializer.restoreComputationGraph(small.toFile()).numParams());
        Map<?, ?> side = JSON.std.mapFrom(Files.readString(folder.resolve("small.json")));
        assertEquals(2, ((List<?>) Objects.requireNonNull(side.get("removedParts"))).size());
        out.getBuffer().setLength(0);
        assertEquals(0, run(("evaluate " + line).split(" ")), err::toString);
        Map<String, Object> evaluated = JSON.std.mapFrom(out.toString());
        assertEquals(facts.get("correct"), evaluated.get("correct"), "two ways to the same accuracy");
        assertEquals(facts.get("parameters"), evaluated.get("parameters"));
        out.getBuffer().setLength(0);
        assertEquals(0, run(("evaluate " + small + " --data fashion-mnist --json").split(" ")), err::toString);
        assertEquals(facts.get("correct"), JSON.std.mapFrom(out.toString()).get("correct"), "and a third");
    }

    @Test
    void aProofThatFailsIsNoBadInput() {
        assertEquals(3, CommandLineInterface.statusOf(new CheckFailed("cli.info.rule")));
        assertEquals(2, CommandLineInterface.statusOf(new Refused("cli.info.rule")));
    }

    private int run(String... arguments) {
        return CommandLineInterface.run(NO_SCREEN, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static double number(Map<String, Object> facts, String name) {
        return ((Number) Objects.requireNonNull(facts.get(name))).doubleValue();
    }
}
