package org.espalier.network;

/**
 * Switches on what DL4J 1.0.0-M2.1 leaves off on a processor: its layers' fast native implementations.
 *
 * <p>Everything that uses DL4J calls {@link #apply} first, because DL4J reads the property once. The second half of
 * the repair is the class {@code org.nd4j.nativeblas.Nd4jCpu}, which DL4J looks up by a name that moved.
 */
public final class NativeSetup {

    private static final String SWITCHED_OFF = "org.eclipse.deeplearning4j.helpers.disable";

    private NativeSetup() {}

    /** Without this, convolutions run about ten times slower. Cheap, and may be called again. */
    public static void apply() {
        if (System.getProperty(SWITCHED_OFF) == null) {
            System.setProperty(SWITCHED_OFF, "false");
        }
    }
}
