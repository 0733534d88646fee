package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.text.Refused;

/** What the labels of a folder mean: the lines of its classes.txt, or else the ten digits. */
final class ClassNames {

    static final String FILE = "classes.txt";
    static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_CLASSES = 256;

    private ClassNames() {}

    static List<String> read(Path folder) throws Refused {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return DIGITS;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            List<String> names = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (bytes.length > MOST_BYTES || names.size() < 2 || names.size() > MOST_CLASSES) {
                throw new Refused("data.badClassNames", file.toString(), MOST_CLASSES);
            }
            return names;
        } catch (CharacterCodingException notText) {
            throw new Refused(notText, "data.badClassNames", file.toString(), MOST_CLASSES);
        } catch (IOException unreadable) {
            throw new Refused(unreadable, "data.unreadable", file.toString(), String.valueOf(unreadable.getMessage()));
        }
    }
}
