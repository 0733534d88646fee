package violations.org.espalier.data;

import violations.absent.MnistDataSetIterator;

final class TakesTheLibrarysData {
    MnistDataSetIterator digits = new MnistDataSetIterator();
}
