package violations.org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

final class OpensAnObjectStream {
    ObjectInputStream opened(InputStream in) throws IOException {
        return new ObjectInputStream(in);
    }
}
