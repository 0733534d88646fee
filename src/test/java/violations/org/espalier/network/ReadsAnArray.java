package violations.org.espalier.network;

import java.io.File;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class ReadsAnArray {
    INDArray read(File file) {
        return Nd4j.createFromNpyFile(file);
    }
}
