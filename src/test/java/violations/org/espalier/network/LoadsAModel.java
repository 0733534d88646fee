package violations.org.espalier.network;

import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;

final class LoadsAModel {
    ComputationGraph loaded(File file) throws IOException {
        return ComputationGraph.load(file, false);
    }
}
