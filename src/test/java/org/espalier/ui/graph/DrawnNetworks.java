package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Layer.Combination;
import org.espalier.network.NetworkGraph;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/** Networks written down by hand, to be drawn. */
final class DrawnNetworks {

    private final List<Layer> layers = new ArrayList<>();

    private DrawnNetworks() {}

    /** The small convolutional network of the example: nine layers in a chain. */
    static NetworkGraph chain() {
        DrawnNetworks net = new DrawnNetworks();
        net.layers.add(new Layer.Input("input", new Shape(28, 28, 1)));
        net.convolution("conv1", "input", 32, false);
        net.pooling("pool1", "conv1");
        net.convolution("conv2", "pool1", 64, false);
        net.pooling("pool2", "conv2");
        net.dense("dense1", "pool2", 64, false);
        net.layers.add(new Layer.Dropout("dropout1", "dense1", Shape.features(64), 0.2));
        net.dense("dense2", "dropout1", 32, false);
        net.dense("softmax", "dense2", 10, true);
        return new NetworkGraph(net.layers, List.of("softmax"));
    }

    /** Residual blocks with batch norm, and a global pooling at the end. */
    static NetworkGraph residual(int blocks) {
        DrawnNetworks net = new DrawnNetworks();
        net.layers.add(new Layer.Input("input", new Shape(32, 32, 3)));
        net.convolution("stem", "input", 16, true);
        String before = "stem";
        for (int i = 1; i <= blocks; i++) {
            net.convolution("res" + i + "a", before, 16, true);
            net.norm("bn" + i, "res" + i + "a");
            net.convolution("res" + i + "b", "bn" + i, 16, true);
            net.layers.add(new Combination(
                    "add" + i, List.of(before, "res" + i + "b"), new Shape(32, 32, 16), Combination.Kind.ADD));
            before = "add" + i;
        }
        Shape image = new Shape(32, 32, 16);
        net.layers.add(new Layer.Pooling(
                "mean", before, image, Shape.features(16), Window.whole(image), Layer.Pooling.Reduction.AVERAGE));
        net.dense("softmax", "mean", 10, true);
        return new NetworkGraph(net.layers, List.of("softmax"));
    }

    /** Two branches whose channels are strung together. */
    static NetworkGraph concatenated() {
        DrawnNetworks net = new DrawnNetworks();
        net.layers.add(new Layer.Input("input", new Shape(32, 32, 3)));
        net.convolution("stem", "input", 16, true);
        net.convolution("left", "stem", 8, true);
        net.convolution("right1", "stem", 16, true);
        net.convolution("right2", "right1", 24, true);
        net.layers.add(new Combination(
                "both", List.of("left", "right2"), new Shape(32, 32, 32), Combination.Kind.CONCATENATE));
        net.pooling("pool", "both");
        net.dense("softmax", "pool", 10, true);
        return new NetworkGraph(net.layers, List.of("softmax"));
    }

    private Shape behind(String name) {
        return layers.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow()
                .output();
    }

    private void convolution(String name, String input, int filters, boolean same) {
        Shape in = behind(input);
        int less = same ? 0 : 2;
        Shape out = new Shape(in.height() - less, in.width() - less, filters);
        Window window = new Window(3, 3, 1, 1, 0, 0, 1, 1, same);
        layers.add(new Layer.Convolution(name, input, in, out, window, true, "relu"));
    }

    private void norm(String name, String input) {
        layers.add(new Layer.BatchNorm(name, input, behind(input), 4));
    }

    private void pooling(String name, String input) {
        Shape in = behind(input);
        Shape out = new Shape(in.height() / 2, in.width() / 2, in.channels());
        Window window = new Window(2, 2, 2, 2, 0, 0, 1, 1, false);
        layers.add(new Layer.Pooling(name, input, in, out, window, Layer.Pooling.Reduction.MAX));
    }

    private void dense(String name, String input, int units, boolean classes) {
        Shape out = Shape.features(units);
        layers.add(new Layer.Dense(
                name, input, behind(input), true, out, true, false, classes ? "softmax" : "relu", classes));
    }
}
