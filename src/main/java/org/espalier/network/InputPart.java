package org.espalier.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.espalier.text.Refused;

/**
 * What one input of a network takes of an image. An example is one image, so that several inputs share it: each takes the
 * whole image where it fits them all; else they take its channels one behind the other, or its values.
 *
 * @param input DL4J's name of it
 * @param way how the inputs share the image
 * @param first the first of its channels, or of its values {@code [y, x, channel]}
 * @param shape what it takes
 */
record InputPart(String input, Way way, int first, Shape shape) {

    /** How inputs share an image. */
    enum Way {
        /** Each takes all of it. */
        WHOLE,
        /** Each takes some channels. */
        CHANNELS,
        /** Each takes some of its values as features. */
        VALUES
    }

    /**
     * One for each input, in the network's order.
     *
     * @throws Refused where images do not fit
     */
    static List<InputPart> of(String network, ComputationGraphConfiguration configuration, Shape images)
            throws Refused {
        List<ImageInput> inputs = new ArrayList<>();
        for (String input : configuration.getNetworkInputs()) {
            inputs.add(new ImageInput(configuration, input, images));
        }
        if (inputs.size() == 1) {
            inputs.get(0).check(network);
        }
        long names = configuration.getNetworkInputs().stream().distinct().count();
        if (inputs.isEmpty() || names < inputs.size()) {
            throw new Refused("network.inputs-unclear", network, String.join(", ", configuration.getNetworkInputs()));
        }
        if (inputs.stream().allMatch(ImageInput::fits)) {
            return inputs.stream()
                    .map(input -> new InputPart(input.name(), Way.WHOLE, 0, images))
                    .toList();
        }
        List<Long> wanted = inputs.stream().map(ImageInput::size).toList();
        boolean known = wanted.stream().allMatch(size -> size > 0);
        long sum = wanted.stream().mapToLong(size -> size).sum();
        if (known && sum == images.channels() && inputs.stream().allMatch(ImageInput::takesChannels)) {
            return oneBehindTheOther(inputs, Way.CHANNELS, images);
        }
        if (known && sum == images.values() && inputs.stream().noneMatch(ImageInput::takesChannels)) {
            return oneBehindTheOther(inputs, Way.VALUES, Shape.features(images.values()));
        }
        String sizes = inputs.stream()
                .map(input -> input.name() + " " + (input.size() > 0 ? input.size() : "?"))
                .collect(Collectors.joining(", "));
        throw new Refused("network.inputs-do-not-fit", network, inputs.size(), sizes, images.toString());
    }

    private static List<InputPart> oneBehindTheOther(List<ImageInput> inputs, Way way, Shape of) {
        List<InputPart> parts = new ArrayList<>();
        int first = 0;
        for (ImageInput input : inputs) {
            int count = Math.toIntExact(input.size());
            parts.add(new InputPart(input.name(), way, first, of.withChannels(count)));
            first += count;
        }
        return parts;
    }
}
