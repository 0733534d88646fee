package org.espalier.data;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.espalier.text.Refused;

/**
 * One file in the IDX format of MNIST, gzipped or plain: a magic number, one big-endian length per dimension,
 * then unsigned bytes.
 *
 * <p>Files are untrusted. Memory grows with the bytes that are really there, never with what a header claims,
 * and a compressed file is inflated no further than its header says.
 */
record IdxFile(int[] lengths, byte[] values) {

    private static final int UNSIGNED_BYTES = 0x0800;
    private static final long MOST_BYTES = 1L << 30;

    /** Opens the bytes of a file. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * Reads a whole file.
     *
     * @param file what messages call it
     * @param dimensions how many lengths it must have: 1 for labels, 3 for images
     */
    static IdxFile read(Opener opener, String file, int dimensions) throws Refused {
        try (InputStream raw = opener.open();
                InputStream in = inflated(raw)) {
            int[] lengths = lengths(in, file, dimensions);
            int declared = declaredBytes(lengths, file);
            byte[] values = values(in, declared, file);
            if (values.length != declared) {
                throw new Refused("data.truncated", file, declared, values.length);
            }
            checkEnd(in, declared, file);
            return new IdxFile(lengths, values);
        } catch (EOFException cutShort) {
            throw new Refused(cutShort, "data.cutShort", file);
        } catch (ZipException damaged) {
            throw new Refused(damaged, "data.damagedGzip", file, 0);
        } catch (IOException unreadable) {
            throw new Refused(unreadable, "data.unreadable", file, String.valueOf(unreadable.getMessage()));
        }
    }

    /** What there is, up to so many bytes; fewer where a compressed file is cut short. */
    private static byte[] values(InputStream in, int declared, String file) throws IOException, Refused {
        ByteArrayOutputStream there = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 16];
        try {
            for (int count = 0; count >= 0 && there.size() < declared; ) {
                count = in.read(some, 0, Math.min(some.length, declared - there.size()));
                there.write(some, 0, Math.max(0, count));
            }
        } catch (EOFException cutShort) {
            return there.toByteArray();
        } catch (ZipException damaged) {
            throw new Refused(damaged, "data.damagedGzip", file, there.size());
        }
        return there.toByteArray();
    }

    /** Behind the last value there is nothing but a compressed file's checksum. */
    private static void checkEnd(InputStream in, int declared, String file) throws IOException, Refused {
        try {
            if (in.read() >= 0) {
                throw new Refused("data.tooLong", file, declared);
            }
        } catch (ZipException damaged) {
            throw new Refused(damaged, "data.damagedGzip", file, declared);
        }
    }

    private static InputStream inflated(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] start = in.readNBytes(2);
        in.unread(start);
        boolean gzipped = start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        return gzipped ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static int[] lengths(InputStream in, String file, int dimensions) throws IOException, Refused {
        byte[] header = in.readNBytes(4 + 4 * dimensions);
        if (header.length < 4 || ByteBuffer.wrap(header).getInt() != UNSIGNED_BYTES + dimensions) {
            throw new Refused(dimensions == 1 ? "data.notLabels" : "data.notImages", file);
        }
        if (header.length < 4 + 4 * dimensions) {
            throw new EOFException("header");
        }
        int[] lengths = new int[dimensions];
        ByteBuffer.wrap(header, 4, 4 * dimensions).asIntBuffer().get(lengths);
        return lengths;
    }

    private static int declaredBytes(int[] lengths, String file) throws Refused {
        long bytes = 1;
        for (int length : lengths) {
            if (length < 1) {
                throw new Refused("data.badLength", file, Integer.toUnsignedLong(length));
            }
            bytes *= length;
            if (bytes > MOST_BYTES) {
                throw new Refused("data.tooLarge", file, MOST_BYTES >> 20);
            }
        }
        return (int) bytes;
    }
}
