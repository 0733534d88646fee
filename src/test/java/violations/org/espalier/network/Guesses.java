package violations.org.espalier.network;

import violations.absent.ModelGuesser;

final class Guesses {
    ModelGuesser guesser = new ModelGuesser();
}
