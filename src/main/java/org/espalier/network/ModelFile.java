package org.espalier.network;

import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.text.Refused;

/** x */
public final class ModelFile {
    public static void write(ComputationGraph g, Path out) throws Refused {
        try {
            org.deeplearning4j.util.ModelSerializer.writeModel(g, out.toFile(), false);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
