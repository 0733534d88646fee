package violations.org.espalier.pruning;

import violations.org.espalier.training.Tuner;

final class PruningKnowsTraining {
    Tuner tuner = new Tuner(1);
}
