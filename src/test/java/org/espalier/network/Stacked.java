package org.espalier.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** DL4J networks of layers one behind the other, named layer0, layer1, and so on. */
public final class Stacked {

    private Stacked() {}

    public static ComputationGraph layers(InputType type, Layer... layers) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(type);
        String last = "input";
        for (int i = 0; i < layers.length; i++) {
            builder.addLayer("layer" + i, layers[i], last);
            last = "layer" + i;
        }
        ComputationGraph engine = new ComputationGraph(builder.setOutputs(last).build());
        engine.init();
        return engine;
    }
}
