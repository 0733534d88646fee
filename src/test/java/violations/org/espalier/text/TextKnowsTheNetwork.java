package violations.org.espalier.text;

import violations.org.espalier.network.Weights;

final class TextKnowsTheNetwork {
    Weights weights = new Weights(1);
}
