package org.espalier.training;

import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training from first step to last, batch by batch on the calling thread: DL4J's own loops hang when their data
 * fail, and cannot be cancelled.
 */
final class Course {

    private static final long SEED = 7;
    private static final int BATCH = 128;

    private final Schooling schooling;
    private final ComputationGraph graph;
    private final long start = System.nanoTime();

    /** @param graph learns; must be a {@link TrainableForm} */
    Course(Schooling schooling, ComputationGraph graph) {
        this.schooling = schooling;
        this.graph = graph;
    }

    /** Leaves the weights of the best epoch in the graph, and says how good they are on validation images. */
    double run(DataSet data, Progress progress, Consumer<EpochReport> perEpoch) throws Refused, JobCancelled {
        Examples training = data.examples(Split.TRAINING);
        Examples validation = data.examples(Split.VALIDATION);
        int epochs = schooling.epochs();
        graph.setLearningRate(schooling.decayOver((long) epochs * (training.size() / BATCH)));
        double bestAccuracy = -1;
        try (INDArray best = graph.params().dup();
                BatchFeed batch = new BatchFeed(training, BATCH, DemoTrainer.isFlat(graph))) {
            Augmentation augmentation = new Augmentation(training.shape(), schooling, new Random(SEED));
            for (int epoch = 0; epoch < epochs; epoch++) {
                double loss = epoch(epoch, training, batch, augmentation, progress);
                double accuracy = DemoTrainer.accuracy(graph, validation);
                if (accuracy >= bestAccuracy) {
                    bestAccuracy = accuracy;
                    best.assign(graph.params());
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                perEpoch.accept(new EpochReport(epoch + 1, epochs, loss, accuracy, seconds));
            }
            graph.params().assign(best);
        }
        return bestAccuracy;
    }

    /** One pass over the training images, but for what does not fill a batch; the mean loss. */
    private double epoch(int epoch, Examples training, BatchFeed batch, Augmentation augmentation, Progress progress)
            throws JobCancelled {
        int[] order = training.stratifiedOrder(SEED + epoch);
        long batches = order.length / BATCH;
        double loss = 0;
        for (int b = 0; b < batches; b++) {
            progress.report((epoch * batches + b) * BATCH, schooling.epochs() * batches * BATCH);
            batch.fill(training, order, b * BATCH, augmentation);
            loss += batch.fit(graph);
        }
        return loss / batches;
    }
}
