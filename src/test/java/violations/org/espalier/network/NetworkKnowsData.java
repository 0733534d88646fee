package violations.org.espalier.network;

import violations.org.espalier.data.Images;

final class NetworkKnowsData {
    Images images = new Images(1);
}
