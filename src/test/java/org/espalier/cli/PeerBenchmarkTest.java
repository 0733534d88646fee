package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.espalier.session.Benchmark;
import org.espalier.session.Experiment;
import org.espalier.text.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for PyTorch: a script that writes down what it was called with, and prints times of its own. */
@EnabledOnOs(OS.LINUX)
class PeerBenchmarkTest {

    private static final Examples IMAGES = DrawnExamples.of(new ImageShape(8, 8, 1), 3, 30, 1);
    private static final DataSet DATA =
            DataSet.of("drawn", List.of("a", "b", "c"), Map.of(Split.TRAINING, IMAGES, Split.VALIDATION, IMAGES));

    @TempDir
    private Path folder;

    private Path scripts;

    @BeforeEach
    void write() throws IOException {
        scripts = Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(scripts.resolve("bench.py"), "");
        // Runs in a copy of the folder, which is gone afterwards.
        Files.writeString(
                scripts.resolve("env.sh"), "export SAID=" + folder.resolve("said") + " PY='bash standin.sh'\n");
        standIn("torch-eager");
    }

    /** Its fastest eager evaluation takes 3 s, its fastest with oneDNN 2 s. */
    private void standIn(String engine) throws IOException {
        Files.writeString(scripts.resolve("standin.sh"), """
                echo "ENG=$ENG SWEEP=$SWEEP $*" >> $SAID
                ls train-images-idx3-ubyte t10k-labels-idx1-ubyte >> $SAID 2> /dev/null
                echo "some words"
                if [ "$1" = select.py ]; then echo '{"ms": 77}'; exit; fi
                echo '{"engine": "%s", "median_s": 5.0}'
                echo '{"engine": "%s", "median_s": 3.0}'
                echo '{"engine": "torch-mkldnn", "median_s": 2.0}'
                echo '{"engine": "torch-eager naive", "median_s": 40.0}'
                echo '{"engine": "torch-eager prefix-cached", "median_s": 10.0}'
                """.formatted(engine, engine));
    }

    @Test
    void ratiosAreOfTheirBestAndOursInTurn() throws Exception {
        Map<String, Object> figures = run();
        double whole = number(figures, "evaluate.seconds");
        assertTrue(whole > 0);
        double eager = number(figures, "peer.evaluate.eagerRatio");
        double oneDnn = number(figures, "peer.evaluate.oneDnnRatio");
        assertEquals(1.5, eager / oneDnn, 0.01, "3 s beside 2 s, each beside our own time of the same turn");
        double naive = number(figures, "peer.sweep.weightsAgainstNaive");
        double cached = number(figures, "peer.sweep.weightsAgainstCached");
        assertEquals(4, naive / cached, 0.01, "40 s beside 10 s");
        double filters = number(figures, "peer.sweep.filtersAgainstNaive");
        assertEquals(1, filters * number(figures, "sweep.filters.seconds") / 40, 0.01);
        assertEquals(77.0, figures.get("peer.select.kthvalueMs"));
        List<String> said = Files.readAllLines(folder.resolve("said")).stream()
                .filter(line -> line.startsWith("ENG="))
                .map(line -> line.replaceAll("ENG= SWEEP= ", ""))
                .toList();
        assertEquals(
                List.of(
                        "-c import torch",
                        "train.py mnist 128 1",
                        "ENG=eager SWEEP= bench.py eval",
                        "ENG=mkldnn SWEEP= bench.py eval",
                        "ENG=eager SWEEP= bench.py eval",
                        "ENG=mkldnn SWEEP= bench.py eval",
                        "ENG= SWEEP=naive,cached bench.py sweep",
                        "select.py"),
                said);
    }

    @Test
    void itFindsTheImagesAndLeavesTheUsersFolderAlone() throws Exception {
        run();
        List<String> said = Files.readAllLines(folder.resolve("said"));
        assertTrue(said.contains("train-images-idx3-ubyte") && said.contains("t10k-labels-idx1-ubyte"), said::toString);
        try (var files = Files.list(scripts)) {
            assertEquals(
                    List.of("bench.py", "env.sh", "standin.sh"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void anEngineThatIsNotMeasuredIsAsked() throws Exception {
        standIn("another");
        String words = assertThrows(Refused.class, this::run).sentence();
        assertTrue(words.contains("torch-eager") && words.contains("python3"), words);
    }

    @Test
    void aSelectionThatIsNotTimedIsAskedFor() throws Exception {
        Path standIn = scripts.resolve("standin.sh");
        Files.writeString(standIn, Files.readString(standIn).replace("\"ms\"", "\"other\""));
        String words = assertThrows(Refused.class, this::run).sentence();
        assertTrue(words.contains("select.py"), words);
    }

    @Test
    void scriptsThatFailEndIt() throws Exception {
        Files.writeString(scripts.resolve("standin.sh"), "[ \"$1\" = -c ]\n");
        String words = assertThrows(Refused.class, this::run).sentence();
        assertTrue(words.contains("train.py"), words);
    }

    @Test
    void withoutTorchThereIsNothingToRun() throws Exception {
        Files.writeString(scripts.resolve("standin.sh"), "exit 1\n");
        assertTrue(PeerScripts.find(scripts).isEmpty());
        String words =
                assertThrows(Refused.class, () -> PeerScripts.find(folder)).sentence();
        assertTrue(words.contains("bench.py"), words);
    }

    private Map<String, Object> run() throws Exception {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        List<String> news = new ArrayList<>();
        try (Experiment experiment =
                        Experiment.open(new ModelSource.File(model), DATA, new EngineSettings(1, 10_000_000));
                PeerScripts peer = PeerScripts.find(scripts).orElseThrow()) {
            Benchmark benchmark = new Benchmark(experiment, news::add);
            new PeerBenchmark(benchmark, DATA).run(peer);
            assertFalse(news.isEmpty());
            return benchmark.figures();
        }
    }

    private static double number(Map<String, Object> figures, String path) {
        return ((Number) figures.get(path)).doubleValue();
    }
}
