package violations.org.espalier.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

final class EvaluatesAnIterator {
    Evaluation evaluate(ComputationGraph network, DataSetIterator batches) {
        return network.evaluate(batches);
    }
}
