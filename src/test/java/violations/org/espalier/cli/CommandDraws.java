package violations.org.espalier.cli;

import java.awt.image.BufferedImage;

final class CommandDraws {
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
}
