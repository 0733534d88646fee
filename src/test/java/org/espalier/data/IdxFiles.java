package org.espalier.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, right and wrong ones. */
final class IdxFiles {

    private IdxFiles() {}

    /** Three images of 2 by 2 pixels with values 0 to 11. */
    static byte[] images() {
        return idx(0x803, new int[] {3, 2, 2}, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    }

    /** Their labels: 7, 0, 9. */
    static byte[] labels() {
        return idx(0x801, new int[] {3}, new byte[] {7, 0, 9});
    }

    static byte[] idx(int magic, int[] lengths, byte[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + 4 * lengths.length + values.length).putInt(magic);
        for (int length : lengths) {
            bytes.putInt(length);
        }
        return bytes.put(values).array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(bytes);
        } catch (IOException inMemory) {
            throw new AssertionError(inMemory);
        }
        return out.toByteArray();
    }

    /** Writes both files of a split, plain. */
    static void write(Path folder, String prefix, byte[] images, byte[] labels) throws IOException {
        Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images);
        Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels);
    }
}
