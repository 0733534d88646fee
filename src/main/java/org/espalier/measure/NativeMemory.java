package org.espalier.measure;

import org.bytedeco.javacpp.Pointer;

/** Memory as the system counts it. */
public final class NativeMemory {

    private NativeMemory() {}

    /** Bytes of real memory that the whole process takes. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }

    /** Bytes outside Java's heap that arrays and operations hold, as the library that allocates them counts. */
    public static long allocatedBytes() {
        return Pointer.totalBytes();
    }
}
