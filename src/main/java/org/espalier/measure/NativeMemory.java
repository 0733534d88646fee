package org.espalier.measure;

import org.bytedeco.javacpp.Pointer;

/** Memory outside Java's heap. */
public final class NativeMemory {

    private NativeMemory() {}

    /** Bytes that arrays take. */
    public static long bytes() {
        return Pointer.totalBytes();
    }

    /** Bytes of real memory that the whole process takes. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
