package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class EvaluatorTest {

    private static final int MANY = 2_300;

    private final Network network = TinyNetworks.undecided();
    private final Examples examples = DrawnExamples.of(new ImageShape(4, 3, 1), 3, MANY, 6);
    private static final Workers WORKERS = new Workers(2);

    private final Evaluator evaluator = evaluator(network, examples, 1);
    private final List<Evaluation> published = new ArrayList<>();

    @AfterEach
    void close() {
        evaluator.close();
    }

    @Test
    void countsLikeALoopOverDeeplearning4j() throws JobCancelled {
        assertCountsLikeALoop(network, examples, evaluator);
        Evaluation pruned = evaluator.evaluate(mask(network, 3), Progress.NONE, soFar -> {});
        assertTrue(pruned.lost() > 0 && pruned.won() > 0, () -> "it would not show in " + pruned);
    }

    @Test
    void countsLikeALoopOnColouredImagesLastInPartOfABatch() throws JobCancelled {
        Network chain = TinyNetworks.chain(CNN2DFormat.NHWC, Activation.RELU);
        Examples coloured = DrawnExamples.of(new ImageShape(9, 8, 2), 3, 513, 7);
        try (Evaluator other = evaluator(chain, coloured, 2)) {
            assertCountsLikeALoop(chain, coloured, other);
        }
    }

    @Test
    void theSlicesArePublishedAndThenAll() throws JobCancelled {
        Evaluation all = evaluator.evaluate(mask(network, 2), Progress.NONE, published::add);
        List<Integer> sizes = published.stream().map(Evaluation::examples).toList();
        assertTrue(sizes.containsAll(List.of(500, 2_000)), sizes::toString);
        assertEquals(sizes.stream().sorted().distinct().toList(), sizes, "each says more than the one before");
        assertEquals(MANY, all.examples());
        assertTrue(all.isComplete());
        for (Evaluation part : published) {
            assertEquals(MANY, part.total());
            assertEquals(all.denseAccuracy(), part.denseAccuracy());
            assertTrue(part.correct() <= all.correct() && part.lost() <= all.lost() && part.won() <= all.won());
        }
    }

    @Test
    void theFirstSliceCountsItsOwnExamplesOnly() throws JobCancelled {
        PruningMask mask = mask(network, 2);
        evaluator.evaluate(mask, Progress.NONE, published::add);
        Evaluation first = published.get(0);
        int[] order = IntStream.of(examples.stratifiedOrder(1))
                .limit(first.examples())
                .toArray();
        assertCounts(first, right(network, examples, PruningMask.NONE), right(network, examples, mask), order);
    }

    @Test
    void fewExamplesAreNotPublishedInParts() throws JobCancelled {
        Examples few = DrawnExamples.of(new ImageShape(4, 3, 1), 3, 7, 6);
        try (Evaluator small = evaluator(network, few, 1)) {
            assertEquals(
                    7,
                    small.evaluate(mask(network, 1), Progress.NONE, published::add)
                            .examples());
            assertEquals(List.of(), published);
        }
    }

    @Test
    void cancellingBetweenBatchesLeavesEverythingUsable() throws JobCancelled {
        PruningMask mask = mask(network, 2);
        Evaluation expected = evaluator.evaluate(mask, Progress.NONE, soFar -> {});
        try (Workers one = new Workers(1);
                Evaluator disturbed = new Evaluator(network, examples, 1, new EngineSettings(1, 100_000_000), one)) {
            // While the dense network runs, at its end, and while the masked one runs.
            for (int batches : new int[] {0, 3, 9, 2, 4}) {
                assertThrows(JobCancelled.class, () -> disturbed.evaluate(mask, stopsAfter(batches), soFar -> {}));
            }
            assertSame(expected, disturbed.evaluate(mask, Progress.NONE, soFar -> {}));
        }
    }

    @Test
    void cancellingStopsAllThreads() throws JobCancelled {
        PruningMask mask = mask(network, 2);
        Evaluation expected = evaluator.evaluate(mask, Progress.NONE, soFar -> {});
        for (int each = 1; each < 4; each++) {
            PruningMask other = mask(network, each == 2 ? 4 : each);
            assertThrows(JobCancelled.class, () -> evaluator.evaluate(other, stopsAfter(0), soFar -> {}));
        }
        assertSame(expected, evaluator.evaluate(mask, Progress.NONE, soFar -> {}));
    }

    @Test
    void scoresThatAreNotNumbersAreWrongAnswers() throws JobCancelled {
        Network broken = TinyNetworks.undecided();
        broken.engine().params().putScalar(0, Float.NaN);
        assertEquals(1, broken.brokenParameters());
        try (Evaluator other = evaluator(broken, examples, 1)) {
            Evaluation dense = other.dense(Progress.NONE);
            Evaluation masked = other.evaluate(mask(broken, 1), Progress.NONE, soFar -> {});
            for (Evaluation answer : List.of(dense, masked)) {
                assertTrue(answer.confusion().unanswered() > 0, answer::toString);
                assertEquals(answer.correct(), answer.confusion().correct());
                assertTrue(answer.correct() <= MANY - answer.confusion().unanswered());
            }
        }
    }

    @Test
    void theConfusionHoldsEveryExampleOnce() throws JobCancelled {
        Confusion confusion =
                evaluator.evaluate(mask(network, 2), Progress.NONE, soFar -> {}).confusion();
        int all = 0;
        for (int label = 0; label < confusion.classes(); label++) {
            int of = label;
            assertEquals(
                    IntStream.range(0, MANY)
                            .filter(i -> examples.label(i) == of)
                            .count(),
                    confusion.examples(label));
            all += confusion.examples(label);
        }
        assertEquals(MANY, all);
    }

    @Test
    void theOrderDoesNotChangeTheAnswer() throws JobCancelled {
        PruningMask mask = mask(network, 2);
        try (Evaluator otherOrder = evaluator(network, examples, 99)) {
            assertSame(
                    evaluator.evaluate(mask, Progress.NONE, soFar -> {}),
                    otherOrder.evaluate(mask, Progress.NONE, soFar -> {}));
        }
    }

    @Test
    void anEmptyMaskAnswersLikeTheDenseNetwork() throws JobCancelled {
        Evaluation dense = evaluator.dense(Progress.NONE);
        assertEquals(0, dense.lost() + dense.won());
        evaluator.evaluate(mask(network, 2), Progress.NONE, soFar -> {});
        assertSame(dense, evaluator.evaluate(PruningMask.NONE, Progress.NONE, soFar -> {}));
    }

    @Test
    void askingForTheDenseNetworkAgainGivesTheSameAnswer() throws JobCancelled {
        // Label and pixels are the same everywhere, so one class is answered.
        Examples same = Examples.of(new ImageShape(4, 3, 1), 3, new byte[12 * 5], new byte[5]);
        try (Evaluator small = evaluator(network, same, 1)) {
            Evaluation first = small.dense(Progress.NONE);
            assertEquals(1, first.classesAnswered());
            assertSame(first, small.dense(Progress.NONE));
            assertSame(first, small.evaluate(PruningMask.NONE, Progress.NONE, soFar -> {}));
        }
    }

    @Test
    void progressGoesFromNothingTowardsAll() throws JobCancelled {
        evaluator.dense(Progress.NONE);
        List<Long> done = new ArrayList<>();
        Progress heard = (now, total) -> {
            assertEquals(MANY, total);
            done.add(now);
        };
        evaluator.evaluate(mask(network, 2), heard, soFar -> {});
        assertEquals(0L, done.get(0));
        assertEquals(done.stream().sorted().toList(), done);
        assertTrue(done.get(done.size() - 1) > MANY / 2, done::toString);
    }

    private static Evaluator evaluator(Network network, Examples examples, long seed) {
        return new Evaluator(network, examples, seed, new EngineSettings(2, 100_000_000), WORKERS);
    }

    private static void assertCountsLikeALoop(Network network, Examples examples, Evaluator evaluator)
            throws JobCancelled {
        BitSet dense = right(network, examples, PruningMask.NONE);
        int[] all = IntStream.range(0, examples.size()).toArray();
        Evaluation unmasked = evaluator.dense(Progress.NONE);
        assertEquals(dense.cardinality(), unmasked.correct());
        for (int each = 1; each <= 4; each++) {
            PruningMask mask = mask(network, each);
            BitSet pruned = right(network, examples, mask);
            Evaluation answer = evaluator.evaluate(mask, Progress.NONE, soFar -> {});
            assertCounts(answer, dense, pruned, all);
        }
    }

    private static void assertCounts(Evaluation evaluation, BitSet dense, BitSet pruned, int... images) {
        int correct = 0;
        int lost = 0;
        int won = 0;
        for (int image : images) {
            correct += pruned.get(image) ? 1 : 0;
            lost += dense.get(image) && !pruned.get(image) ? 1 : 0;
            won += !dense.get(image) && pruned.get(image) ? 1 : 0;
        }
        assertEquals(images.length, evaluation.examples());
        assertEquals(correct, evaluation.correct());
        assertEquals(lost, evaluation.lost());
        assertEquals(won, evaluation.won());
    }

    /** Which images DL4J answers right, one image at a time. */
    private static BitSet right(Network network, Examples examples, PruningMask mask) {
        BitSet right = new BitSet();
        try (ForwardPass dl4j = new Dl4jPass(network, 1)) {
            dl4j.silence(mask);
            float[] image = new float[dl4j.imageSize()];
            float[] scores = new float[dl4j.classes()];
            for (int i = 0; i < examples.size(); i++) {
                examples.copyTo(new int[] {i}, 0, 1, image);
                dl4j.run(image, 1, scores);
                int answer = 0;
                for (int c = 1; c < scores.length; c++) {
                    answer = scores[c] > scores[answer] ? c : answer;
                }
                right.set(i, answer == examples.label(i));
            }
        }
        return right;
    }

    /** The first so many units of every group that can be pruned, but never all. */
    private static PruningMask mask(Network network, int each) {
        BitSet removed = new BitSet();
        network.units().groups().stream()
                .filter(group -> group.isPrunable())
                .forEach(group -> group.units().stream()
                        .limit(Math.min(each, group.size() - 1L))
                        .forEach(removed::set));
        return PruningMask.ofUnits(removed);
    }

    private static Progress stopsAfter(int batches) {
        int[] reports = {0};
        return (done, total) -> {
            if (reports[0]++ >= batches) {
                throw new JobCancelled();
            }
        };
    }

    /** Equal but for the time it took. */
    private static void assertSame(Evaluation expected, Evaluation actual) {
        assertEquals(withoutTime(expected), withoutTime(actual));
    }

    private static Evaluation withoutTime(Evaluation of) {
        return new Evaluation(
                of.examples(), of.total(), of.correct(), of.lost(), of.won(), of.denseAccuracy(), of.confusion(), 0, 0);
    }
}
