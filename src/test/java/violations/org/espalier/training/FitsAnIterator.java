package violations.org.espalier.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

final class FitsAnIterator {
    void fit(MultiLayerNetwork network, DataSetIterator batches) {
        network.fit(batches);
    }
}
