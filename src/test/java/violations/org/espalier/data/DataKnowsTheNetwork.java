package violations.org.espalier.data;

import violations.org.espalier.network.Weights;

final class DataKnowsTheNetwork {
    Weights weights = new Weights(1);
}
