package org.espalier.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes grey images and their labels in MNIST's own format, for other programs to read. */
public final class IdxExport {

    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    private IdxExport() {}

    /**
     * Writes {@code PREFIX-images-idx3-ubyte} and {@code PREFIX-labels-idx1-ubyte}.
     *
     * @throws IllegalArgumentException where images have more than one channel
     */
    public static void write(Examples examples, Path folder, String prefix) throws IOException {
        if (examples.channels() != 1) {
            throw new IllegalArgumentException("images of " + examples.channels() + " channels");
        }
        try (DataOutputStream out = open(folder.resolve(prefix + "-images-idx3-ubyte"))) {
            out.writeInt(IMAGES);
            out.writeInt(examples.size());
            out.writeInt(examples.height());
            out.writeInt(examples.width());
            for (int i = 0; i < examples.size(); i++) {
                for (int y = 0; y < examples.height(); y++) {
                    for (int x = 0; x < examples.width(); x++) {
                        out.writeByte(examples.pixel(i, y, x));
                    }
                }
            }
        }
        try (DataOutputStream out = open(folder.resolve(prefix + "-labels-idx1-ubyte"))) {
            out.writeInt(LABELS);
            out.writeInt(examples.size());
            for (int i = 0; i < examples.size(); i++) {
                out.writeByte(examples.label(i));
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        return new DataOutputStream(new BufferedOutputStream(raw));
    }
}
