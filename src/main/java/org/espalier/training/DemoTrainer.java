package org.espalier.training;

import java.nio.file.Path;
import java.util.List;
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

/**
 * Trains the demo networks from nothing, reproducibly on one machine: same seed, same data, same file.
 *
 * <p>The epoch is chosen by the validation images; the test images are looked at once, after that.
 */
public final class DemoTrainer {

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
        double validation = new Course(demo.schooling(), learner).run(data, progress, perEpoch);
        TrainableForm.copyWeights(learner, graph);
        double test = accuracy(graph, data.examples(Split.TEST));
        ModelFile.write(graph, out);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Trained(name, validation, test, demo.schooling().epochs(), seconds);
    }

    /** Share of the examples that the network classifies right. */
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

    /** Whether it takes rows of pixels, not images. */
    static boolean isFlat(ComputationGraph graph) {
        return graph.getLayer(0).type() == Layer.Type.FEED_FORWARD;
    }
}
