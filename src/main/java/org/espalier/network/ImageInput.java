package org.espalier.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How an input of a network wants its images: as images in one of two layouts, flattened, as a sequence of their rows, or as a
 * volume whose slices are their channels.
 *
 * <p>A network does not store it. The first layers behind its input that care tell.
 */
final class ImageInput {

    private final ComputationGraphConfiguration configuration;
    private final String name;
    private final Shape images;

    /** @param name of the input */
    ImageInput(ComputationGraphConfiguration configuration, String name, Shape images) {
        this.configuration = configuration;
        this.name = name;
        this.images = images;
    }

    String name() {
        return name;
    }

    InputType type() {
        Deque<String> next = new ArrayDeque<>(List.of(name));
        Set<String> seen = new HashSet<>(next);
        @Nullable InputType flat = null;
        while (!next.isEmpty()) {
            for (String reader : readersOf(next.remove())) {
                @Nullable
                InputType wanted = wanted(
                        Objects.requireNonNull(configuration.getVertices().get(reader)));
                if (wanted instanceof InputType.InputTypeFeedForward) {
                    flat = wanted;
                } else if (wanted != null) {
                    return wanted;
                } else if (seen.add(reader)) {
                    next.add(reader);
                }
            }
        }
        return flat == null ? images(CNN2DFormat.NCHW) : flat;
    }

    private List<String> readersOf(String vertex) {
        return configuration.getVertexInputs().entrySet().stream()
                .filter(entry -> entry.getValue().contains(vertex))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the layers that read it take such images. */
    boolean fits() {
        return sizedReaders().stream().allMatch(this::fits);
    }

    /** @throws Refused where they do not, with a sentence that says what they take */
    void check(String network) throws Refused {
        for (FeedForwardLayer layer : sizedReaders()) {
            if (!fits(layer)) {
                String key = takesChannels(layer) ? "network.other-channels" : "network.other-features";
                throw new Refused(key, network, layer.getNIn(), images.toString(), wantedSize(layer));
            }
        }
    }

    /** How many channels or features it takes; 0 where its readers do not tell. */
    long size() {
        return sizedReaders().stream()
                .mapToLong(FeedForwardLayer::getNIn)
                .findFirst()
                .orElse(0);
    }

    /** Whether it takes images, and not their values. */
    boolean takesChannels() {
        return sizedReaders().stream().anyMatch(this::takesChannels);
    }

    /** Those that count what they read at once; an embedding counts what it may be told. */
    private List<FeedForwardLayer> sizedReaders() {
        List<FeedForwardLayer> sized = new ArrayList<>();
        for (String reader : readersOf(name)) {
            if (configuration.getVertices().get(reader) instanceof LayerVertex layer
                    && !takesRows(layer)
                    && HeldLayers.within(layer.getLayerConf().getLayer()) instanceof FeedForwardLayer weighted
                    && !(weighted instanceof EmbeddingLayer || weighted instanceof EmbeddingSequenceLayer)
                    && weighted.getNIn() > 0) {
                sized.add(weighted);
            }
        }
        return sized;
    }

    private boolean fits(FeedForwardLayer layer) {
        return takesVolumes(layer) || layer.getNIn() == wantedSize(layer);
    }

    private long wantedSize(FeedForwardLayer layer) {
        return takesChannels(layer) ? images.channels() : images.values();
    }

    /** Null where a vertex takes anything. */
    private @Nullable InputType wanted(GraphVertex vertex) {
        if (!(vertex instanceof LayerVertex layer)) {
            return null;
        }
        if (takesRows(layer)) {
            Steps steps = Steps.readBy(layer).orElseThrow();
            return InputType.recurrent((long) images.width() * images.channels(), images.height(), steps.format());
        }
        InputPreProcessor before = layer.getPreProcessor();
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return InputType.convolutionalFlat(images.height(), images.width(), images.channels());
        }
        if (before instanceof ReshapePreprocessor reshape && Reshapes.makesImages(reshape)) {
            return InputType.convolutionalFlat(images.height(), images.width(), images.channels());
        }
        if (before instanceof CnnToFeedForwardPreProcessor flatten) {
            return images(flatten.getFormat());
        }
        if (before != null) {
            return images(CNN2DFormat.NCHW);
        }
        return wanted(HeldLayers.within(layer.getLayerConf().getLayer()));
    }

    private @Nullable InputType wanted(Layer layer) {
        if (layer instanceof Convolution3D volumes && takesVolumes(volumes)) {
            long channels = volumes.getNIn();
            return InputType.convolutional3D(
                    Convolution3D.DataFormat.NCDHW,
                    images.channels() / channels,
                    images.height(),
                    images.width(),
                    channels);
        }
        CNN2DFormat format = formatOf(layer);
        if (format != null) {
            return images(format);
        }
        return layer instanceof FeedForwardLayer ? InputType.feedForward(images.values()) : null;
    }

    private @Nullable CNN2DFormat formatOf(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.getCnn2dDataFormat();
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return pooling.getCnn2dDataFormat();
        }
        if (layer instanceof BatchNormalization norm) {
            return takesChannels(norm) ? norm.getCnn2DFormat() : null;
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            return padding.getDataFormat();
        }
        if (layer instanceof Cropping2D cropping) {
            return cropping.getDataFormat();
        }
        if (layer instanceof Upsampling2D upsampling) {
            return upsampling.getFormat();
        }
        if (layer instanceof LocalResponseNormalization norm) {
            return norm.getDataFormat();
        }
        if (layer instanceof SpaceToDepthLayer rearranging) {
            return rearranging.getDataFormat();
        }
        if (layer instanceof SpaceToBatchLayer rearranging) {
            return rearranging.getFormat();
        }
        return layer instanceof PrimaryCapsules ? CNN2DFormat.NCHW : null;
    }

    /** Whether a layer takes a sequence, and the rows of an image are its steps. */
    private boolean takesRows(LayerVertex layer) {
        return Steps.readBy(layer).filter(steps -> steps.areRowsOf(images)).isPresent();
    }

    /** Whether a layer takes volumes, and the channels of an image make up whole slices. */
    private boolean takesVolumes(Layer layer) {
        return layer instanceof Convolution3D volumes
                && volumes.getDataFormat() == Convolution3D.DataFormat.NCDHW
                && volumes.getNIn() > 0
                && images.channels() % volumes.getNIn() == 0;
    }

    /** Whether a layer with one weight per input takes the channels of images, not their pixels. */
    private boolean takesChannels(FeedForwardLayer layer) {
        return layer instanceof ConvolutionLayer
                || (layer instanceof BatchNormalization
                        && (layer.getNIn() == images.channels() || layer.getNIn() != images.values()));
    }

    private InputType images(CNN2DFormat format) {
        return InputType.convolutional(images.height(), images.width(), images.channels(), format);
    }
}
