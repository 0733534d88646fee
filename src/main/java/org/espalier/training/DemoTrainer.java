package org.espalier.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.ModelFile;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the demo networks from nothing, reproducibly on one machine: same seed, same data, same file.
 *
 * <p>The epoch is chosen by the validation images; the test images are looked at once, after that.
 */
public final class DemoTrainer {

    private static final long SEED = 7;
    private static final int BATCH = 128;
    private static final int EVALUATION_BATCH = 500;

    private DemoTrainer() {}

    /** The networks that can be trained. */
    public static List<String> names() {
        return DemoNetwork.names();
    }

    /**
     * Trains one and writes it, without the optimiser's state.
     *
     * @param dataFolder the four files of the complete official set
     * @param out the model file; an existing one is replaced once training is done
     * @param progress counts training images
     * @throws Refused if there is no such network, the data are not the published ones, or the file cannot be written
     */
    public static Trained train(
            String name, Path dataFolder, Path out, Progress progress, Consumer<EpochReport> perEpoch)
            throws Refused, JobCancelled {
        DemoNetwork demo = DemoNetwork.named(name);
        DataSet data = demo.data().open(dataFolder);
        long start = System.nanoTime();
        ComputationGraph graph = demo.untrained();
        ComputationGraph learner = TrainableForm.of(graph);
        double validation = new Course(demo, learner, start).run(data, progress, perEpoch);
        TrainableForm.copyWeights(learner, graph);
        double test = accuracy(graph, data.examples(Split.TEST));
        ModelFile.write(graph, out);
        return new Trained(name, validation, test, demo.schooling().epochs(), secondsSince(start));
    }

    /** Share of the examples that the network classifies right; the size must be a multiple of 500. */
    static double accuracy(ComputationGraph graph, Examples examples) {
        int[] order = IntStream.range(0, examples.size()).toArray();
        int right = 0;
        try (BatchFeed batch = new BatchFeed(examples, EVALUATION_BATCH, isFlat(graph))) {
            for (int from = 0; from < order.length; from += EVALUATION_BATCH) {
                right += batch.right(graph, examples, order, from);
            }
        }
        return (double) right / examples.size();
    }

    private static boolean isFlat(ComputationGraph graph) {
        return graph.getLayer(0).type() == Layer.Type.FEED_FORWARD;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** One training from first step to last. */
    private record Course(DemoNetwork demo, ComputationGraph graph, long start) {

        /** Leaves the weights of the best epoch in the graph, and says how good they are on validation images. */
        double run(DataSet data, Progress progress, Consumer<EpochReport> perEpoch) throws Refused, JobCancelled {
            Examples training = data.examples(Split.TRAINING);
            Examples validation = data.examples(Split.VALIDATION);
            int epochs = demo.schooling().epochs();
            graph.setLearningRate(demo.schooling().decayOver((long) epochs * (training.size() / BATCH)));
            INDArray best = graph.params().dup();
            double bestAccuracy = -1;
            try (BatchFeed batch = new BatchFeed(training, BATCH, isFlat(graph))) {
                Augmentation augmentation = new Augmentation(training.shape(), demo.schooling(), new Random(SEED));
                for (int epoch = 0; epoch < epochs; epoch++) {
                    double loss = epoch(epoch, training, batch, augmentation, progress);
                    double accuracy = accuracy(graph, validation);
                    if (accuracy >= bestAccuracy) {
                        bestAccuracy = accuracy;
                        best.assign(graph.params());
                    }
                    perEpoch.accept(new EpochReport(epoch + 1, epochs, loss, accuracy, secondsSince(start)));
                }
            }
            graph.params().assign(best);
            best.close();
            return bestAccuracy;
        }

        private double epoch(
                int epoch, Examples training, BatchFeed batch, Augmentation augmentation, Progress progress)
                throws JobCancelled {
            int[] order = training.stratifiedOrder(SEED + epoch);
            int batches = order.length / BATCH;
            int epochs = demo.schooling().epochs();
            double loss = 0;
            for (int b = 0; b < batches; b++) {
                progress.report(((long) epoch * batches + b) * BATCH, (long) epochs * batches * BATCH);
                batch.fill(training, order, b * BATCH, augmentation);
                loss += batch.fit(graph);
            }
            return loss / batches;
        }
    }
}
