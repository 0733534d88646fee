package org.nd4j.nativeblas;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Answers a question that DL4J 1.0.0-M2.1 asks by reflection under a name that moved to another package: may layers
 * use the oneDNN operations? Without an answer it takes slow ones. See {@code org.espalier.network.NativeSetup}.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The settings of the native library, as far as DL4J asks for them. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** Called by reflection. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Called by reflection, under oneDNN's old name. */
        public boolean isUseMKLDNN() {
            return Nd4j.getEnvironment().helpersAllowed();
        }
    }
}
