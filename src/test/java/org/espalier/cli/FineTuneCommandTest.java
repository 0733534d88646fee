package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** On the smallest demo network, with the embedded digits. */
class FineTuneCommandTest {

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

    @Test
    void aPrunedNetworkIsHealedAndTheFileAnswersAsWasSaid() throws IOException {
        Path file = folder.resolve("healed.zip");
        assertEquals(
                0,
                run(
                        "finetune",
                        "lenet-300-100",
                        "--data",
                        "mnist",
                        "--layer",
                        "dense1=0.9",
                        "--layer",
                        "dense2=0.5",
                        "--epochs",
                        "2",
                        "--out",
                        file.toString(),
                        "--json"),
                err::toString);
        Map<String, Object> facts = facts();
        double start = number(facts, "accuracyBeforeTuning");
        double healed = number(facts, "accuracy");
        assertTrue(healed > start + 0.02, start + " to " + healed);
        assertEquals(2, ((List<?>) facts.get("epochs")).size());
        // 784 → 30 → 50 → 10
        assertEquals(784 * 30 + 30 + 30 * 50 + 50 + 50 * 10 + 10, number(facts, "parameters"));
        Map<?, ?> side = JSON.std.mapFrom(Files.readString(folder.resolve("healed.json")));
        assertEquals(1, ((List<?>) side.get("fineTuning")).size());

        out.getBuffer().setLength(0);
        assertEquals(0, run("evaluate", file.toString(), "--data", "mnist", "--json"), err::toString);
        assertEquals(healed, number(facts(), "accuracy"), "the file, opened and measured anew");
    }

    @Test
    void theTableHasARowPerEpoch() {
        Path file = folder.resolve("healed.zip");
        assertEquals(
                0,
                run(
                        "finetune",
                        "lenet-300-100",
                        "--data",
                        "mnist",
                        "--share",
                        "0.9",
                        "--epochs",
                        "2",
                        "--out",
                        file.toString()),
                err::toString);
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("before the first step: validation "), lines.get(0));
        assertTrue(lines.get(1).startsWith("epoch 1 of 2: loss "), lines.get(1));
        assertTrue(lines.get(2).startsWith("epoch 2 of 2: loss "), lines.get(2));
        assertTrue(lines.get(lines.size() - 1).contains("largest difference"), lines.get(lines.size() - 1));
        assertEquals(
                2, run("finetune", "lenet-300-100", "--data", "mnist", "--share", "0.9", "--out", file.toString()));
        assertEquals(
                file + " is there already. Choose another name, or add --force to replace it.\n",
                err.toString(),
                "what is there is not replaced unasked");
    }

    /** Whoever stops the control, or whose control runs away, has the network already. */
    @Test
    void theNetworkIsWrittenBeforeItsControlIsTrained() throws IOException {
        Path file = folder.resolve("healed.zip");
        String line = "finetune lenet-300-100 --data mnist --share 0.9 --epochs 1 --scratch --force --out " + file;
        assertEquals(0, run(line.split(" ")), err::toString);
        List<String> lines = out.toString().lines().toList();
        int written = indexOf(lines, "written to " + file);
        assertEquals(written + 1, indexOf(lines, "The same architecture from fresh weights"), lines::toString);
        assertTrue(lines.get(lines.size() - 1).contains("% from fresh weights, "), lines::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, run((line + " --json").split(" ")), err::toString);
        assertEquals(1, ((List<?>) ((Map<?, ?>) facts().get("scratch")).get("epochs")).size());
    }

    /** On request, since a test is no terminal. */
    @Test
    void howFarItIsIsToldBesideTheRows() {
        String line = "finetune lenet-300-100 --data mnist --share 0.9 --epochs 2 --progress --out "
                + folder.resolve("a.zip");
        assertEquals(0, run(line.split(" ")), err::toString);
        List<String> told = err.toString().lines().toList();
        assertTrue(told.size() >= 8 && told.size() <= 10, told::toString);
        assertTrue(told.stream().allMatch(each -> each.matches("\\d+ %, [\\d.]+ (s|min) left")), told::toString);
        assertTrue(out.toString().startsWith("before the first step"), out.toString());
    }

    private static int indexOf(List<String> lines, String start) {
        return lines.stream().map(line -> line.startsWith(start)).toList().indexOf(true);
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 0, Epochs must be",
        "--rate, fast, The learning rate must be",
        "--batch, 10001, larger than the training split",
        "--layer, conv9=0.5, conv9",
        "--share, 0.99, 0.95"
    })
    void whatCannotBeIsRefusedAndNothingIsWritten(String option, String value, String words) throws IOException {
        Path file = folder.resolve("never.zip");
        assertEquals(2, run("finetune", "lenet-300-100", "--data", "mnist", option, value, "--out", file.toString()));
        assertTrue(err.toString().contains(words), err.toString());
        assertNothingIsThere();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out= --data=mnist | --out has no name. Give the file that the model is to be written to.",
                "--out=FILE --data= | There is no data set \"\". Name one of fashion-mnist, mnist, or",
                "--out=FILE --data=mnist --seed=99999999999999999999 | The seed must be a whole number from 0 to"
                        + " 9,223,372,036,854,775,807, not \"99999999999999999999\"."
            })
    void whatIsEmptyOrTooLargeIsSaidInASentence(String options, String words) throws IOException {
        String line = "finetune lenet-300-100 --share 0.5 " + options;
        assertEquals(
                2,
                run(line.replace("FILE", folder.resolve("never.zip").toString()).split(" ")));
        assertTrue(err.toString().startsWith(words), err.toString());
        assertNothingIsThere();
    }

    /** 230 signs are a name; those that are written beside it first have 42 more, which is too many for most disks. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatCannotBeWrittenIsRefusedBeforeAnythingIsTrained() throws IOException {
        String file = folder.resolve("n".repeat(230) + ".zip").toString();
        assertEquals(2, run("finetune", "lenet-300-100", "--data", "mnist", "--share", "0.9", "--out", file));
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertNothingIsThere();
    }

    @Test
    void aLossThatIsNotANumberWritesNothingAndSaysTheRate() throws IOException {
        Path file = folder.resolve("never.zip");
        assertEquals(
                3,
                run(
                        "finetune",
                        "lenet-300-100",
                        "--data",
                        "mnist",
                        "--rate",
                        "100",
                        "--optimiser",
                        "nesterov",
                        "--schedule",
                        "constant",
                        "--epochs",
                        "1",
                        "--out",
                        file.toString()));
        assertTrue(err.toString().contains("at a learning rate of 100"), err.toString());
        assertNothingIsThere();
    }

    @Test
    void aBadLabelIsNamedWithItsImageAndFile() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        byte[] labels = new byte[30];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 10);
        }
        write(data, "validation", labels);
        labels[17] = 77;
        write(data, "training", labels);
        Path file = folder.resolve("never.zip");
        assertEquals(
                2,
                run("finetune", "lenet-300-100", "--data", data.toString(), "--batch", "10", "--out", file.toString()));
        assertTrue(err.toString().contains("training-labels-idx1-ubyte gives image 17 the label 77"), err.toString());
        Files.delete(data.resolve("training-labels-idx1-ubyte"));
        Files.delete(data.resolve("training-images-idx3-ubyte"));
        assertEquals(2, run("finetune", "lenet-300-100", "--data", data.toString(), "--out", file.toString()));
        assertTrue(err.toString().contains("has no training images"), err.toString());
        assertFalse(Files.exists(file));
    }

    private static void write(Path data, String split, byte[] labels) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + labels.length * 784);
        images.putInt(0x803).putInt(labels.length).putInt(28).putInt(28);
        Files.write(data.resolve(split + "-images-idx3-ubyte"), images.array());
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length);
        file.putInt(0x801).putInt(labels.length).put(labels);
        Files.write(data.resolve(split + "-labels-idx1-ubyte"), file.array());
    }

    private void assertNothingIsThere() throws IOException {
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private static double number(Map<String, Object> facts, String name) {
        return ((Number) facts.get(name)).doubleValue();
    }

    private Map<String, Object> facts() throws IOException {
        return JSON.std.mapFrom(out.toString());
    }

    private int run(String... arguments) {
        Screen none = new Screen() {
            @Override
            public int open() {
                throw new AssertionError("no window is asked for");
            }

            @Override
            public int demo(Path pictures, boolean dark) {
                throw new AssertionError("no demo is asked for");
            }
        };
        return CommandLineInterface.run(none, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
