package org.espalier.network;

import java.io.OutputStream;

/** Counts bytes and forgets them. */
final class CountedOutput extends OutputStream {

    private long count;

    @Override
    public void write(int value) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        count += length;
    }

    long count() {
        return count;
    }
}
