package violations.org.espalier.session;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class SessionKnowsArrays {
    INDArray array = Nd4j.zeros(1);
}
