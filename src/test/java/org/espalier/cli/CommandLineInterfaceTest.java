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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.network.ModelFile;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineInterfaceTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private Locale before = Locale.ENGLISH;

    private final Screen screen = new Screen() {
        @Override
        public int open() {
            asked.add("open");
            return 0;
        }

        @Override
        public int demo(Path pictures, boolean dark) {
            asked.add("demo " + pictures + (dark ? " dark" : ""));
            return 3;
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
    void withoutACommandTheWindowOpens() {
        assertEquals(0, run());
        assertEquals(List.of("open"), asked);
    }

    @Test
    void theDemoIsWalkedIntoAFolderAndItsStatusIsOurs() {
        assertEquals(3, run("demo", "--out", "pictures"));
        assertEquals(3, run("demo", "--dark"));
        assertEquals(List.of("demo pictures", "demo target dark"), asked);
    }

    @Test
    void sweepPrintsEachLayerAtEachShare() throws IOException {
        assertEquals(0, run("sweep", "lenet-300-100", "--data", "mnist", "--shares", "0,0.5", "--json"), err::toString);
        List<?> results = (List<?>) facts().get("results");
        assertEquals(4, results.size());
        Map<?, ?> dense = (Map<?, ?>) results.get(0);
        Map<?, ?> half = (Map<?, ?>) results.get(1);
        assertEquals("dense1", dense.get("layer"));
        assertEquals(266_610, ((Number) dense.get("parameters")).intValue());
        assertEquals(0.5, half.get("share"));
        assertTrue(((Number) half.get("parameters")).intValue() < 266_610);
        assertEquals(2, run("sweep", "lenet-300-100", "--data", "mnist", "--shares", "1.5"));
    }

    /** Four rows, and progress on the other stream: on request, since a test is no terminal. */
    @Test
    void sweepTellsHowFarItIsOnRequest() {
        String[] line = "sweep lenet-300-100 --data mnist --shares 0,0.5 --progress".split(" ");
        assertEquals(0, run(line), err::toString);
        assertEquals(5, out.toString().lines().count(), out::toString);
        List<String> told = err.toString().lines().toList();
        assertTrue(told.size() >= 3 && told.size() <= 10, told::toString);
        List<Integer> percents = told.stream()
                .map(each -> Integer.parseInt(each.substring(0, each.indexOf(" %"))))
                .toList();
        assertEquals(percents.stream().sorted().distinct().toList(), percents);
        assertTrue(percents.get(percents.size() - 1) >= 70, "the last of four began at three quarters");
        err.getBuffer().setLength(0);
        assertEquals(0, run("sweep", "lenet-300-100", "--data", "mnist", "--shares", "0.5"));
        assertEquals("", err.toString());
    }

    @Test
    void figuresOfTheBenchmarkAreNestedByTheirPaths() {
        Map<String, Object> flat = new LinkedHashMap<>();
        flat.put("select.10000000.ms", 7.0);
        flat.put("select.1000000.ms", 1.0);
        flat.put("evaluate.images", 10);
        assertEquals(
                Map.of(
                        "select",
                        Map.of("10000000", Map.of("ms", 7.0), "1000000", Map.of("ms", 1.0)),
                        "evaluate",
                        Map.of("images", 10)),
                BenchCommand.nested(flat));
    }

    @Test
    void benchAndSoakRefuseWhatMakesNoSense() {
        assertEquals(2, run("bench", "--threads", "0"));
        assertEquals(2, run("soak", "--minutes", "0"));
        assertEquals(2, run("soak", "--minutes", "61"));
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void evaluatePrintsOneJsonObject() throws IOException {
        assertEquals(0, run("evaluate", "article-cnn", "--data", "mnist", "--json"), err::toString);
        Map<String, Object> facts = facts();
        assertTrue(
                facts.keySet()
                        .containsAll(List.of(
                                "model",
                                "data",
                                "split",
                                "images",
                                "correct",
                                "accuracy",
                                "accuracyLow",
                                "accuracyHigh",
                                "parameters",
                                "multiplyAdds",
                                "seconds")),
                facts::toString);
        assertEquals("article-cnn", facts.get("model"));
        assertEquals("mnist", facts.get("data"));
        assertEquals("validation", facts.get("split"));
        assertEquals(10_000, facts.get("images"));
        assertEquals(121_930, facts.get("parameters"));
        assertEquals(2_528_000, facts.get("multiplyAdds"));
        double accuracy = number(facts, "accuracy");
        assertEquals(number(facts, "correct") / 10_000, accuracy, 1e-12);
        assertTrue(accuracy > 0.98, "the demo is well trained: " + accuracy);
        assertTrue(number(facts, "accuracyLow") < accuracy && accuracy < number(facts, "accuracyHigh"));
        assertEquals("", err.toString());
    }

    /** 32 filters of conv2 go, with 1,889 parameters each. */
    @Test
    void silencedFiltersAreNotCounted() throws IOException {
        assertEquals(
                0,
                run("evaluate", "article-cnn", "--data", "mnist", "--silence", "conv2=0.5", "--json"),
                err::toString);
        Map<String, Object> facts = facts();
        assertEquals(61_482, facts.get("parameters"));
        assertEquals(121_930, facts.get("denseParameters"));
        assertEquals(
                number(facts, "correct"),
                number(facts, "denseAccuracy") * 10_000 + number(facts, "won") - number(facts, "lost"),
                1e-6);
    }

    /** 60 % of 64 filters is 38.4; 26 would stay, 24 is the nearest multiple of 8. Of dense1, 50 stay. */
    @Test
    void sharesAreRoundedAndGuardedAndSaidSo() throws IOException {
        String options = "--silence conv2=0.6 --silence dense1=0.9 --share-of multiply-adds --round 8"
                + " --keep-at-least 20 --json";
        String[] arguments = ("evaluate article-cnn --data mnist " + options).split(" ", -1);
        assertEquals(0, run(arguments), err::toString);
        Map<?, ?> conv2 = (Map<?, ?>) ((List<?>) facts().get("silenced")).get(0);
        assertEquals(Map.of("layer", "conv2", "asked", 0.6, "achieved", 0.625, "kept", 24, "of", 64), conv2);
        Map<?, ?> dense1 = (Map<?, ?>) ((List<?>) facts().get("silenced")).get(1);
        assertEquals(24, dense1.get("kept"), "20 is no multiple of 8");
    }

    @Test
    void withoutJsonSentencesArePrinted() {
        assertEquals(0, run("evaluate", "lenet-300-100", "--data", "mnist"), err::toString);
        String text = out.toString();
        assertTrue(text.startsWith("accuracy ") && text.contains(" of 10,000 images)"), text);
        assertFalse(text.contains("{"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluate article-cnn --data mnist --silence conv9=0.5 | conv9",
                "evaluate article-cnn --data mnist --silence pool1=0.5 | pool1",
                "evaluate article-cnn --data mnist --silence output=0.5 | output",
                "evaluate article-cnn --data mnist --silence conv2=2 | conv2",
                "evaluate article-cnn --data mnist --silence conv2=-0.1 | conv2",
                "evaluate article-cnn --data mnist --silence conv2=NaN | conv2",
                "evaluate article-cnn --data mnist --silence conv2=half | half",
                "evaluate article-cnn --data mnist --silence conv2 | conv2",
                "evaluate article-cnn --data mnist --criterion luck | luck",
                "evaluate article-cnn --data mnist --share-of luck | multiply-adds",
                "evaluate article-cnn --data mnist --share-of multiply-adds --granularity weights | --share-of",
                "evaluate article-cnn --data mnist --round 0 | --round",
                "sweep article-cnn --data mnist --keep-at-least -3 | --keep-at-least",
                "evaluate article-cnn --data mnist --split training | training",
                "evaluate article-cnn --data nowhere | nowhere",
                "evaluate article-cnn | --data",
                "evaluate --data mnist | MODEL",
                "evaluate FOLDER/missing.zip --data mnist | missing.zip",
                "evaluate FOLDER --data mnist | FOLDER",
                "evaluate FOLDER/text.zip --data mnist | text.zip",
                "evaluate FOLDER/twelve.zip --data mnist | twelve.zip",
                "evaluate FOLDER/twelve.zip --data FOLDER | FOLDER",
                "evaluate article-cnn --data mnist --colour | --colour",
                "--colour | --colour",
                "grow article-cnn | grow",
                "demo --out | --out",
                "train-demo nobody --data FOLDER | nobody",
                "train-demo article-cnn --data FOLDER | FOLDER"
            })
    void whatCannotBeUsedIsSaidInOneLine(String line, String named) throws Refused, IOException {
        ModelFile.write(TinyNetworks.dense().engine(), folder.resolve("twelve.zip"));
        Files.writeString(folder.resolve("text.zip"), "this is no model");
        String[] arguments = Stream.of(line.split(" "))
                .map(argument -> argument.replace("FOLDER", folder.toString()))
                .toArray(String[]::new);
        assertEquals(2, run(arguments), () -> out + "\n" + err);
        List<String> said = err.toString().lines().toList();
        assertEquals(1, said.size(), err::toString);
        assertTrue(said.get(0).contains(named.replace("FOLDER", folder.toString())), said.get(0));
        assertFalse(said.get(0).contains("Exception"), said.get(0));
        assertEquals("", out.toString());
        assertEquals(List.of(), asked);
    }

    @Test
    void aNameThatNoFileCanHaveIsBadInput() {
        assertEquals(2, run("evaluate", "net\0work", "--data", "mnist"));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("article-cnn"), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void refusalsAreInTheChosenLanguage() {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        assertEquals(2, run("evaluate", folder.resolve("missing.zip").toString(), "--data", "mnist"));
        assertTrue(err.toString().codePoints().anyMatch(Character::isIdeographic), err::toString);
    }

    @Test
    void helpAndVersionArePrinted() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("evaluate"), out::toString);
        assertEquals(0, run("--version"));
        assertTrue(out.toString().contains("Espalier 0.1.0"), out::toString);
        assertEquals(List.of(), asked);
    }

    private int run(String... arguments) {
        return CommandLineInterface.run(screen, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Map<String, Object> facts() throws IOException {
        return JSON.std.mapFrom(out.toString());
    }

    private static double number(Map<String, Object> facts, String name) {
        return ((Number) facts.get(name)).doubleValue();
    }
}
