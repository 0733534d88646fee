package violations.org.espalier.network;

import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

final class RestoresAModel {
    MultiLayerNetwork restored(File file) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(file);
    }
}
