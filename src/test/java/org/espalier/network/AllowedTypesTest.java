package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Modifier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AllowedTypesTest {

    /** Set by {@link Witness} when somebody initialises it. */
    private static boolean initialised;

    /** Stands for any class of the class path that a file might name. */
    static final class Witness {
        static {
            initialised = true;
        }
    }

    @Test
    void everyAllowedTypeIsThereAndCanBeMade() throws ClassNotFoundException {
        for (String name : AllowedTypes.names()) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            assertFalse(Modifier.isAbstract(type.getModifiers()), name);
        }
    }

    @Test
    void dl4jDoesNotEvenInitialiseOtherClasses() {
        AllowedTypes.install();
        String name = Witness.class.getName();
        String json = SavedNetworks.chain(CNN2DFormat.NHWC, DataType.FLOAT)
                .getLayerWiseConfigurations()
                .toJson()
                .replace("org.nd4j.linalg.activations.impl.ActivationTanH", name);
        assertThrows(RuntimeException.class, () -> MultiLayerConfiguration.fromJson(json));
        assertFalse(initialised);
    }
}
