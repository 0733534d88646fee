package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which figures there are, and how they are made of one another; never how large a measured one is. */
class BenchmarkTest {

    @TempDir
    private Path folder;

    private final List<String> news = new ArrayList<>();
    private Experiment experiment;
    private Benchmark benchmark;

    @BeforeEach
    void open() throws Exception {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        experiment = Experiment.open(
                new ModelSource.File(model),
                DrawnExamples.set("drawn", new ImageShape(8, 8, 1)),
                new EngineSettings(1, 10_000_000));
        benchmark = new Benchmark(experiment, news::add);
    }

    @AfterEach
    void close() {
        experiment.close();
    }

    @Test
    void realNumbersKeepFourDigits() {
        benchmark.put("a", 12_345.678);
        benchmark.put("b", 0.000123456);
        benchmark.put("c", Double.NaN);
        benchmark.put("d", 123_456);
        benchmark.put("e", "words");
        assertEquals(
                Map.of("a", 12_350.0, "b", 0.0001235, "c", "unknown", "d", 123_456, "e", "words"), benchmark.figures());
        assertEquals(List.of("a", "b", "c", "d", "e"), news);
        String words = assertThrows(IllegalArgumentException.class, () -> benchmark.figure("f"))
                .getMessage();
        assertTrue(words.endsWith(" f"), words);
    }

    /** Of 1 to 20, the 11th and the 19th: places 0.5 × 19 = 9.5 and 0.95 × 19 = 18.05, rounded. */
    @Test
    void quantilesAreMeasuredValues() {
        List<Double> values = new ArrayList<>();
        for (int i = 20; i >= 1; i--) {
            values.add((double) i);
        }
        assertEquals(11, Benchmark.quantile(values, 0.5));
        assertEquals(19, Benchmark.quantile(values, 0.95));
        assertEquals(20, Benchmark.quantile(values, 1));
        assertEquals(7, Benchmark.quantile(List.of(7.0), 0.95));
    }

    /** 10 s and 4 s beside 2 s; a step of 5 ms beside a whole evaluation of 20 ms in the same seconds. */
    @Test
    void ratiosAreOfOneRun() {
        benchmark.put("evaluate.seconds", 2.0);
        benchmark.put("dl4j.seconds", 10.0);
        benchmark.put("dl4jRepaired.seconds", 4.0);
        benchmark.put("slider.conv1.exactMsMedian", 5.0);
        benchmark.put("slider.conv1.exactMsP95", 9.0);
        benchmark.put("slider.conv1.wholeMsMedian", 20.0);
        benchmark.ratios();
        assertEquals(5.0, benchmark.figure("ratio.dl4jAsShipped"));
        assertEquals(2.0, benchmark.figure("ratio.dl4jRepaired"));
        assertEquals(0.25, benchmark.figure("ratio.slider.conv1.exactPartOfEvaluationMedian"));
        assertEquals(9, benchmark.figures().size(), "the slowest steps have no ratio");
    }

    @Test
    void anEvaluationIsMeasuredBesideTheMachinesPeak() throws Exception {
        benchmark.evaluate();
        assertEquals(60, benchmark.figure("evaluate.images"));
        for (String path : List.of(
                "machine.gemmGflops", "machine.convolutionGflops", "evaluate.seconds", "evaluate.shareOfPeak")) {
            assertTrue(number(path) > 0, path);
        }
    }

    @Test
    void dl4jGetsAsManyRightAsOurEngine() throws Exception {
        benchmark.dl4j();
        assertEquals(experiment.dense(Progress.NONE).correct(), number("dl4j.correct"), "the same network");
        assertTrue(number("dl4j.seconds") > 0);
    }

    /** The groups of the residual network are conv1 with conv3, conv2, conv4; the output is cut by weights alone. */
    @Test
    void everySliderIsDraggedInBothGranularities() throws Exception {
        benchmark.sliders();
        assertEquals(
                Set.of("conv1", "conv2", "conv4"),
                benchmark.figures().keySet().stream()
                        .filter(path -> !path.startsWith("slider.weights."))
                        .map(path -> path.split("\\.")[1])
                        .collect(Collectors.toSet()));
        assertTrue(benchmark.figures().containsKey("slider.weights.output.exactMsMedian"));
        for (String end : List.of("firstMsMedian", "firstMsP95", "exactMsMedian", "exactMsP95", "wholeMsMedian")) {
            assertTrue(number("slider.conv2." + end) > 0, end);
        }
        assertTrue(number("slider.conv2.exactMsMedian") <= number("slider.conv2.exactMsP95"));
        assertTrue(number("slider.conv2.firstMsMedian") <= number("slider.conv2.exactMsP95"));
    }

    /** Silencing units of conv4 makes the output alone answer otherwise, those of conv1 nearly all. */
    @Test
    void theProfileSaysWhatASliderMustRunAgain() {
        benchmark.profile();
        double early = number("slider.conv1.partToRunAgain");
        double late = number("slider.conv4.partToRunAgain");
        assertTrue(late > 0 && late < early && early < 1, late + " and " + early);
        assertTrue(number("profile.conv2.part") > 0 && number("profile.conv2.part") < 1);
    }

    @Test
    void sweepsSelectionsAndMemoryHaveTheirFigures() throws Exception {
        benchmark.sweeps();
        benchmark.selections();
        benchmark.memory();
        for (String path :
                List.of("sweep.filters.seconds", "sweep.weights.seconds", "select.1000000.ms", "select.10000000.ms")) {
            assertTrue(number(path) > 0, path);
        }
        assertTrue(benchmark.figures().containsKey("memory.cacheMb"));
        assertFalse(
                benchmark.figures().containsValue("unknown"),
                () -> benchmark.figures().toString());
    }

    private double number(String path) {
        return ((Number) benchmark.figure(path)).doubleValue();
    }
}
