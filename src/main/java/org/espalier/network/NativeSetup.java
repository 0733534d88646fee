package org.espalier.network;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How ND4J and DL4J are set up before their first use.
 *
 * <p>Everything that uses DL4J calls {@link #apply} first, because it reads its properties once. DL4J 1.0.0-M2.1 leaves
 * its layers' fast native implementations off on a processor; the second half of the repair is the class
 * {@code org.nd4j.nativeblas.Nd4jCpu}, which DL4J looks up by a name that moved.
 */
public final class NativeSetup {

    private NativeSetup() {}

    /** Sets what is not set yet. Cheap, and may be called again. */
    public static void apply() {
        // Without it, DL4J runs convolutions about ten times slower.
        setIfAbsent("org.eclipse.deeplearning4j.helpers.disable", "false");
        setIfAbsent(
                "org.bytedeco.javacpp.cachedir",
                UserFolders.ofThisUser().cache().resolve("natives").toString());
        // Of the heap's limit, a quarter of the memory: an excess becomes an error that can be caught.
        setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "300%");
        // Else it leaves dumps in the working folder.
        setIfAbsent("org.deeplearning4j.crash.reporting.enabled", "false");
        setIfAbsent("org.nd4j.log.initialization", "false");
    }

    /** Whether the native libraries, about 400 MB, have to be unpacked first, as they are once. */
    public static boolean isFirstStart() {
        return !Files.isDirectory(cache());
    }

    /** Where the native libraries are unpacked to. */
    static Path cache() {
        apply();
        return Path.of(System.getProperty("org.bytedeco.javacpp.cachedir"));
    }

    /** Loads the native libraries for the calling thread, which takes seconds. */
    public static void start() {
        apply();
        leaveACore();
        Nd4j.scalar(1f).close();
    }

    /**
     * Lets operations of the calling thread use all cores but one: their threads wait by spinning, and would take it
     * from whoever draws. {@code OMP_NUM_THREADS} overrules this.
     */
    public static void leaveACore() {
        if (System.getenv("OMP_NUM_THREADS") == null) {
            threadsPerOperation(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
        }
    }

    /** How many threads operations of the calling thread may use; 1 where several such threads run side by side. */
    public static void threadsPerOperation(int count) {
        // The first is for ND4J's own loops; the second, which holds for one thread, for what it calls.
        Nd4j.getEnvironment().setMaxThreads(count);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
