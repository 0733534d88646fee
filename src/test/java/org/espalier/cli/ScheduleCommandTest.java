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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the smallest demo network, whose weights are 235,200, 30,000 and 1,000, beside 410 biases. */
class ScheduleCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Locale before = Locale.ENGLISH;

    @BeforeEach
    void speakEnglish() {
        before = Text.language();
        Text.use(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    /** Half of the weights stay in each of two rounds: 133,100 and 66,550. */
    @Test
    void thePreviewIsAllArithmetic() throws IOException {
        assertEquals(
                0, schedule("--granularity", "weights", "--share", "0.75", "--global", "--rounds", "2", "--preview"));
        assertEquals("""
                round  after epochs  parameters   fewer
                    1          0.00     133,510  2.00 ×
                    2          5.00      66,960  3.98 ×
                """, out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, schedule("--layer", "dense1=0.75", "--kind", "one-shot", "--preview", "--json"));
        Map<?, ?> point =
                (Map<?, ?>) ((List<?>) JSON.std.mapFrom(out.toString()).get("path")).get(0);
        assertEquals(Map.of("dense1", 0.75), point.get("shares"));
        assertEquals(784 * 75 + 75 + 75 * 100 + 100 + 1_010, point.get("parameters"));
        assertEquals(List.of(), listed());
    }

    /** 230 signs are a name; those that are written beside it first have 42 more, which is too many for most disks. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatCannotBeWrittenIsRefusedBeforeAnythingIsTrained() throws IOException {
        String file = folder.resolve("n".repeat(230) + ".zip").toString();
        assertEquals(2, schedule("--share", "0.9", "--out", file));
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals(List.of(), listed());
    }

    /** As the other numbers are, which the settings read. */
    @Test
    void aShareMayBeWrittenWithAComma() {
        assertEquals(0, schedule("--share", "0.75", "--preview"), err::toString);
        String expected = out.toString();
        out.getBuffer().setLength(0);
        assertEquals(0, schedule("--share", "0,75", "--preview"), err::toString);
        assertEquals(expected, out.toString());
        assertRefused("--layer", "dense1=1,000", "--preview");
        assertTrue(err.toString().contains("Write 1000 for thousands"), err.toString());
        assertRefused("--rate", "1,000", "--share", "0.75", "--preview");
        assertTrue(err.toString().contains("Write 1000 for thousands"), err.toString());
        assertRefused("--epochs", "10,001", "--share", "0.75", "--preview");
        assertTrue(err.toString().contains("from 1 to 10,000, not \"10,001\""), err.toString());
    }

    /** Two epochs of three prune, so two removals lie in each; they are counted as they were asked for. */
    @Test
    void aGradualPreviewNumbersItsRemovals() {
        String[] line = "--share 0.75 --kind gradual --rounds 4 --epochs 3 --preview".split(" ");
        assertEquals(0, schedule(line), err::toString);
        List<String> rows = out.toString().lines().skip(1).map(String::strip).toList();
        assertEquals(
                List.of("1 0.50", "2 1.00", "3 1.50", "4 2.00"),
                rows.stream()
                        .map(row -> row.replaceAll("^(\\d+) +(\\S+) .*", "$1 $2"))
                        .toList());
    }

    /** Two removals, at epochs 0.67 and 1.33 of 2; a removal is set in under the epoch that it lies in. */
    @Test
    void aGradualRunIsToldByEpoch() {
        Path file = folder.resolve("small.zip");
        String[] line = ("--share 0.5 --kind gradual --rounds 2 --epochs 2 --out " + file).split(" ");
        assertEquals(0, schedule(line), err::toString);
        List<String> lines = out.toString().lines().toList();
        List<String> words = lines.stream()
                .filter(each -> each.contains("parameters left") || each.startsWith("Gradual"))
                .map(each -> each.replaceAll("[\\d,]+ parameters left.*|[\\d.]+ → [\\d.]+ %", "N"))
                .toList();
        assertEquals(
                List.of(
                        "from epoch 1 on: N",
                        "  N",
                        "Gradual, after epoch 1 of 2: N",
                        "from epoch 2 on: N",
                        "  N",
                        "Gradual, after epoch 2 of 2: N"),
                words,
                lines::toString);
    }

    /** Over all three trainings of a ticket, not in each of them anew. */
    @Test
    void howFarItIsIsToldOverAllRounds() {
        String line =
                "--share 0.5 --kind lottery --rounds 2 --epochs 1 --progress --out " + folder.resolve("small.zip");
        assertEquals(0, schedule(line.split(" ")), err::toString);
        List<Integer> percents = err.toString()
                .lines()
                .filter(each -> each.endsWith(" left"))
                .map(each -> Integer.parseInt(each.substring(0, each.indexOf(" %"))))
                .toList();
        assertTrue(percents.size() >= 8 && percents.size() <= 10, percents::toString);
        assertEquals(percents.stream().sorted().distinct().toList(), percents);
    }

    /** A loss that runs away and stays a number: no epoch is better than the pruned network, as finetune says. */
    @Test
    void whereNoRoundLearnsNothingIsWritten() throws IOException {
        String wild = "--share 0.9 --kind one-shot --epochs 1 --rate 100 --optimiser sgd --out ";
        assertEquals(3, schedule((wild + folder.resolve("never.zip")).split(" ")), out::toString);
        List<String> said = err.toString().lines().toList();
        assertEquals(2, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("In round 1 no epoch was better"), said.get(0));
        assertTrue(said.get(1).contains("nothing is written"), said.get(1));
        assertEquals(List.of(), listed());
    }

    @Test
    void aFirstRoundThatDivergesKeepsNothingAndDoesNotSayItDoes() throws IOException {
        String wild = "--share 0.5 --rounds 2 --epochs 1 --rate 100 --optimiser nesterov --weight-decay 0.9"
                + " --schedule constant --out ";
        assertEquals(3, schedule((wild + folder.resolve("never.zip")).split(" ")), out::toString);
        assertTrue(err.toString().contains("ended in round 1"), err.toString());
        assertFalse(err.toString().contains("are kept"), err.toString());
        assertEquals(List.of(), listed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iterative", "gradual", "lottery", "one-shot"})
    void theLastRoundIsWrittenAndTheFileHoldsWhatItSays(String kind) throws IOException {
        Path file = folder.resolve("small.zip");
        int rounds = kind.equals("one-shot") ? 1 : 2;
        String asked = kind.equals("one-shot") ? "" : " --rounds 2";
        String[] line = ("--share 0.75 --epochs 2 --json --kind " + kind + asked + " --out " + file).split(" ");
        assertEquals(0, schedule(line), err::toString);
        Map<String, Object> facts = JSON.std.mapFrom(out.toString());
        List<?> all = (List<?>) facts.get("rounds");
        assertEquals(kind.equals("lottery") ? 3 : rounds, all.size());
        Map<?, ?> last = (Map<?, ?>) all.get(all.size() - 1);
        // 784 → 75 → 25 → 10
        assertEquals(784 * 75 + 75 + 75 * 25 + 25 + 250 + 10, last.get("parameters"));
        assertEquals(last.get("parameters"), facts.get("parameters"));
        assertEquals(last.get("accuracyAfterTuning"), facts.get("accuracy"));
        assertTrue(((Number) facts.get("accuracy")).doubleValue() > 0.8, facts.toString());
        Map<?, ?> side = JSON.std.mapFrom(Files.readString(folder.resolve("small.json")));
        Map<?, ?> training = (Map<?, ?>) ((List<?>) side.get("fineTuning")).get(0);
        assertTrue(training.containsKey("schedule"), training.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--rounds, 0, 'Rounds must be a whole number from 1 to 1,000'",
        "--rounds, many, not \"many\"",
        "--share, 0.99, 0.95",
        "--layer, conv9=0.5, conv9",
        "--epochs, 0, Epochs must be",
        "--kind, twice, 'takes one of one-shot, iterative, gradual, lottery'"
    })
    void whatCannotBeIsRefusedAndNothingIsWritten(String option, String value, String words) throws IOException {
        Path file = folder.resolve("never.zip");
        assertEquals(2, schedule(option, value, "--layer", "dense1=0.5", "--out", file.toString()));
        assertTrue(err.toString().contains(words), err.toString());
        assertEquals(List.of(), listed());
    }

    @Test
    void optionsThatDoNotFitEachOtherAreRefused() {
        assertRefused("--global", "--share", "0.5", "--preview");
        assertTrue(err.toString().contains("--granularity weights"), err.toString());
        assertRefused("--global", "--granularity", "weights", "--layer", "dense1=0.5", "--preview");
        assertTrue(err.toString().contains("no --layer"), err.toString());
        assertRefused("--share", "0.5");
        assertTrue(err.toString().contains("--out"), err.toString());
        assertRefused("--preview");
        assertRefused("--kind", "one-shot", "--rounds", "5", "--share", "0.5", "--preview");
        assertTrue(err.toString().contains("leave out --rounds"), err.toString());
        assertRefused("--kind", "iterative", "--rewind", "0", "--share", "0.5", "--preview");
        assertTrue(err.toString().contains("--kind lottery"), err.toString());
        assertRefused("--kind", "lottery", "--rewind", "5", "--share", "0.5", "--preview");
        assertTrue(err.toString().contains("from 0 (fresh weights) to 4"), err.toString());
    }

    private void assertRefused(String... options) {
        err.getBuffer().setLength(0);
        assertEquals(2, schedule(options));
        assertFalse(err.toString().isBlank());
    }

    private List<Path> listed() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private int schedule(String... options) {
        List<String> all = new ArrayList<>(List.of("schedule", "lenet-300-100", "--data", "mnist"));
        all.addAll(List.of(options));
        Screen none = new Screen() {
            @Override
            public int open() {
                return 1;
            }

            @Override
            public int demo(Path pictures, boolean dark) {
                return 1;
            }
        };
        return CommandLineInterface.run(
                none, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
