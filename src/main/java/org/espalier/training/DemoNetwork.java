package org.espalier.training;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.espalier.data.OfficialSet;
import org.espalier.network.NativeSetup;
import org.espalier.text.Refused;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The networks that come with the program, as they are before training.
 *
 * <p>All take {@code [batch, 28, 28, 1]} with values from 0 to 1 (channels last, which DL4J calls NHWC), but the
 * dense one, which takes {@code [batch, 784]}; all answer {@code [batch, 10]} probabilities.
 */
public enum DemoNetwork {
    /** Two convolutions and two dense layers: 121,930 parameters, 2.5 million multiply-adds. */
    ARTICLE_CNN("article-cnn", OfficialSet.MNIST, new Schooling(5, 2e-3, 1, false)),
    /** The dense LeNet of LeCun et al. (1998): 266,610 parameters. */
    LENET_300_100("lenet-300-100", OfficialSet.MNIST, new Schooling(14, 2e-3, 1, false)),
    /** The convolutional LeNet in the form that came with Caffe: 431,080 parameters. */
    LENET_5("lenet-5", OfficialSet.MNIST, new Schooling(4, 2e-3, 1, false)),
    /** Batch normalisation and a residual block (He et al., 2016): a graph, not a chain. */
    FASHION_RESNET("fashion-resnet", OfficialSet.FASHION_MNIST, new Schooling(7, 3e-3, 1, true));

    private static final long SEED = 20_261_124;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    private final String title;
    private final OfficialSet data;
    private final Schooling schooling;

    DemoNetwork(String title, OfficialSet data, Schooling schooling) {
        this.title = title;
        this.data = data;
        this.schooling = schooling;
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DemoNetwork::title).toList();
    }

    /** The network of a name such as "article-cnn". */
    public static DemoNetwork named(String name) throws Refused {
        for (DemoNetwork demo : values()) {
            if (demo.title.equals(name)) {
                return demo;
            }
        }
        throw new Refused("training.unknownDemo", name, String.join(", ", names()));
    }

    public String title() {
        return title;
    }

    /** What it is trained on. */
    public OfficialSet data() {
        return data;
    }

    Schooling schooling() {
        return schooling;
    }

    /** A fresh network with seeded random weights. */
    public ComputationGraph untrained() {
        NativeSetup.apply();
        GraphBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Truncate)
                .updater(new Adam(schooling.learningRate()))
                .graphBuilder()
                .addInputs("input");
        ComputationGraphConfiguration configuration = switch (this) {
            case ARTICLE_CNN -> articleCnn(layers);
            case LENET_300_100 -> lenet300(layers);
            case LENET_5 -> lenet5(layers);
            case FASHION_RESNET -> fashionResnet(layers);
        };
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    private static ComputationGraphConfiguration articleCnn(GraphBuilder layers) {
        layers.setInputTypes(images())
                .addLayer("conv1", convolution(3, 32), "input")
                .addLayer("pool1", halving(), "conv1")
                .addLayer("conv2", convolution(3, 64), "pool1")
                .addLayer("pool2", halving(), "conv2")
                .addLayer("dense1", dense(64), "pool2")
                .addLayer("dropout1", dropout(0.8), "dense1");
        return classified(layers, "dropout1");
    }

    private static ComputationGraphConfiguration lenet300(GraphBuilder layers) {
        layers.setInputTypes(InputType.feedForward(SIDE * SIDE))
                .addLayer("dense1", dense(300), "input")
                .addLayer("dense2", dense(100), "dense1");
        return classified(layers, "dense2");
    }

    private static ComputationGraphConfiguration lenet5(GraphBuilder layers) {
        layers.setInputTypes(images())
                .addLayer("conv1", convolution(5, 20), "input")
                .addLayer("pool1", halving(), "conv1")
                .addLayer("conv2", convolution(5, 50), "pool1")
                .addLayer("pool2", halving(), "conv2")
                .addLayer("dense1", dense(500), "pool2");
        return classified(layers, "dense1");
    }

    private static ComputationGraphConfiguration fashionResnet(GraphBuilder layers) {
        layers.setInputTypes(images())
                .addLayer("conv1", padded(32), "input")
                .addLayer("bn1", normalisation(), "conv1")
                .addLayer("relu1", relu(), "bn1")
                .addLayer("pool1", halving(), "relu1")
                .addLayer("conv2", padded(32), "pool1")
                .addLayer("bn2", normalisation(), "conv2")
                .addLayer("relu2", relu(), "bn2")
                .addLayer("conv3", padded(32), "relu2")
                .addLayer("bn3", normalisation(), "conv3")
                .addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn3", "pool1")
                .addLayer("relu3", relu(), "add1")
                .addLayer("pool2", halving(), "relu3")
                .addLayer("conv4", padded(64), "pool2")
                .addLayer("bn4", normalisation(), "conv4")
                .addLayer("relu4", relu(), "bn4")
                .addLayer("pool3", halving(), "relu4")
                .addLayer("dense1", dense(128), "pool3")
                .addLayer("dropout1", dropout(0.7), "dense1");
        return classified(layers, "dropout1");
    }

    private static InputType images() {
        return InputType.convolutional(SIDE, SIDE, 1, CNN2DFormat.NHWC);
    }

    private static ConvolutionLayer convolution(int side, int filters) {
        return new ConvolutionLayer.Builder(side, side)
                .nOut(filters)
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    /** Three by three with the output as large as the input; what would be its bias is in the normalisation. */
    private static ConvolutionLayer padded(int filters) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(filters)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    private static BatchNormalization normalisation() {
        return new BatchNormalization.Builder()
                .activation(Activation.IDENTITY)
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    private static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }

    private static SubsamplingLayer halving() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder().nOut(units).build();
    }

    /** @param kept the share of units that is not dropped in a step of training */
    private static DropoutLayer dropout(double kept) {
        return new DropoutLayer.Builder(kept).activation(Activation.IDENTITY).build();
    }

    private static ComputationGraphConfiguration classified(GraphBuilder layers, String last) {
        OutputLayer output = new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SOFTMAX)
                .build();
        return layers.addLayer("output", output, last).setOutputs("output").build();
    }
}
