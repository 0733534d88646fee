package org.espalier.inference;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * One of ND4J's operations with a context of its own, handed to the native library itself: ND4J's executioner takes ten
 * times as long for what it does around it, which is more than a small operation takes.
 */
public final class NativeCall implements AutoCloseable {

    private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();

    /** What only graphics cards need: an empty pointer. */
    private static final PointerPointer<Pointer> NOTHING_MORE = new PointerPointer<>();

    private final String name;
    private final long hash;
    private final CpuOpContext context;
    private final Pointer handle;

    /** @param name as ND4J has it, such as {@code conv2d} */
    public NativeCall(String name) {
        this.name = name;
        this.hash = DynamicCustomOp.builder(name).build().opHash();
        this.context = (CpuOpContext) Nd4j.getExecutioner().buildContext();
        this.handle = context.contextPointer();
    }

    /** Its arrays and arguments. */
    public CpuOpContext context() {
        return context;
    }

    /** @throws IllegalStateException where the native library refuses the arrays */
    public void run() {
        if (NATIVE.execCustomOp2(NOTHING_MORE, hash, handle) != 0) {
            throw new IllegalStateException(name + ": " + NATIVE.lastErrorMessage());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
