package violations.org.espalier.network;

import javafx.scene.paint.Color;

final class NetworkKnowsColours {
    Color color = Color.RED;
}
