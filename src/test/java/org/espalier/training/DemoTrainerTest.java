package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTrainerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"article-cnn, 121930", "lenet-300-100, 266610", "lenet-5, 431080", "fashion-resnet, 112938"})
    void theNetworksHaveTheParametersOfTheirPapers(String name, long parameters) throws Refused {
        assertEquals(parameters, DemoNetwork.named(name).untrained().numParams());
        assertTrue(DemoTrainer.names().contains(name));
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        assertEquals(
                DemoNetwork.ARTICLE_CNN.untrained().params(),
                DemoNetwork.ARTICLE_CNN.untrained().params());
    }

    @Test
    void aboveIsToldFromBelow() throws Refused, JobCancelled {
        ComputationGraph graph = DemoNetwork.LENET_300_100.untrained();
        List<EpochReport> reports = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        Course course = new Course(new Schooling(10, 0.001, 1, true), graph);

        double accuracy = course.run(aboveAndBelow(), (now, total) -> done.add(now), reports::add);

        assertEquals(1, accuracy);
        assertEquals(1, DemoTrainer.accuracy(graph, aboveAndBelow().examples(Split.TEST)));
        assertEquals(List.of(0L, 128L, 256L, 384L), done.subList(0, 4));
        assertEquals(20, done.size());
        assertTrue(reports.get(9).loss() < reports.get(0).loss());
    }

    @Test
    void aCancelledTrainingStopsBeforeTheNextBatch() {
        ComputationGraph graph = DemoNetwork.LENET_300_100.untrained();
        Course course = new Course(new Schooling(2, 0.001, 1, true), graph);
        Progress cancelled = (now, total) -> {
            if (now == 128) {
                throw new JobCancelled();
            }
        };
        assertThrows(JobCancelled.class, () -> course.run(aboveAndBelow(), cancelled, report -> {}));
        assertEquals(1, graph.getIterationCount());
    }

    @Test
    void unknownNetworksAndMissingDataAreRefused() {
        assertEquals("training.unknownDemo", refusal("vgg").key());
        assertEquals("data.missing", refusal("lenet-5").key());
    }

    @Test
    void theLearningRateFallsFromTheFirstStepToNothing() {
        var decay = new Schooling(1, 0.4, 0, false).decayOver(100);
        assertEquals(0.4, decay.valueAt(0, 0), 1e-12);
        assertEquals(0.2, decay.valueAt(50, 0), 1e-12);
        assertEquals(0, decay.valueAt(100, 0), 1e-12);
        assertEquals(0, decay.valueAt(1000, 0), 1e-12);
    }

    private Refused refusal(String name) {
        return assertThrows(
                Refused.class,
                () -> DemoTrainer.train(name, folder, folder.resolve("out.zip"), Progress.NONE, report -> {}));
    }

    /** 256 images for each split, class 0 white above and class 1 white below. */
    private static DataSet aboveAndBelow() {
        ImageShape shape = new ImageShape(28, 28, 1);
        byte[] pixels = new byte[256 * shape.pixels()];
        byte[] labels = new byte[256];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 2);
            int half = i * shape.pixels() + i % 2 * shape.pixels() / 2;
            Arrays.fill(pixels, half, half + shape.pixels() / 2, (byte) 255);
        }
        Examples examples = Examples.of(shape, 10, pixels, labels);
        return DataSet.of(
                "above-and-below",
                Collections.nCopies(10, "class"),
                Map.of(Split.TRAINING, examples, Split.VALIDATION, examples, Split.TEST, examples));
    }
}
