package org.espalier.network;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * Looks through a configuration before DL4J sees it: how deep and long it is, which classes it names, and whether
 * sizes are such that counting weights cannot overflow, operations get no senseless arguments, and arrays are as long
 * as they say.
 */
final class ConfigurationCheck {

    /** What the configuration describes. */
    enum Kind {
        /** A ComputationGraph. */
        GRAPH,
        /** A MultiLayerNetwork. */
        CHAIN
    }

    private static final int MOST_DEPTH = 64;
    private static final int MOST_TOKENS = 2_000_000;
    private static final int LONGEST_NUMBER = 40;
    /** Arrays inside a configuration stand deeper than the names of layers do. */
    private static final int ARRAY_DEPTH = 5;

    private static final String SHAPE = "shape";
    private static final String NUMBERS = "data";
    private static final String TYPE = "dataType";

    /** Fields of layers stand at least so deep. */
    private static final int LAYER_DEPTH = 4;

    private static final long ONE = 1;

    /**
     * The smallest and largest value of fields that are sizes, under all spellings. With these limits the weights of
     * most layers are fewer than 2^63, so that counting them cannot wrap around ({@link ParameterCount} has the others), and no
     * layer blows images up without end.
     */
    private static final Map<String, long[]> SIZES = Map.ofEntries(
            Map.entry("nin", range(0, ONE << 24)),
            Map.entry("nout", range(0, ONE << 24)),
            Map.entry("nIn", range(0, ONE << 24)),
            Map.entry("nOut", range(0, ONE << 24)),
            Map.entry("depthMultiplier", range(1, 128)),
            Map.entry("nHeads", range(1, 1024)),
            Map.entry("headSize", range(1, 1 << 16)),
            Map.entry("encoderLayerSizes", range(1, 1 << 14)),
            Map.entry("decoderLayerSizes", range(1, 1 << 14)),
            Map.entry("capsules", range(0, 1 << 16)),
            Map.entry("capsuleDimensions", range(1, 1024)),
            Map.entry("inputCapsules", range(0, 1 << 20)),
            Map.entry("inputCapsuleDimensions", range(0, 1024)),
            Map.entry("routings", range(1, 100)),
            Map.entry("channels", range(0, 1 << 16)),
            Map.entry("inputChannels", range(0, 1 << 16)),
            Map.entry("timeSteps", range(0, 1024)),
            Map.entry("kernelSize", range(1, 128)),
            Map.entry("stride", range(1, 1024)),
            Map.entry("dilation", range(1, 1024)),
            Map.entry("padding", range(0, 128)),
            Map.entry("cropping", range(0, 1024)),
            Map.entry("size", range(1, 16)),
            Map.entry("blocks", range(1, 128)),
            Map.entry("blockSize", range(1, 128)),
            Map.entry("repetitionFactor", range(1, 1024)),
            Map.entry("inputHeight", range(0, 1 << 16)),
            Map.entry("inputWidth", range(0, 1 << 16)),
            Map.entry("numChannels", range(0, 1 << 16)));

    private final String file;
    /** Those that are being read, by how deep they stand. */
    private final Map<Integer, WrittenArray> arrays = new HashMap<>();

    private int depth;
    private boolean graph;
    private boolean chain;
    private @Nullable String field;

    private ConfigurationCheck(String file) {
        this.file = file;
    }

    /** Says what it is, or refuses it. */
    static Kind of(String json, String file) throws Refused {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            ConfigurationCheck check = new ConfigurationCheck(file);
            int tokens = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (++tokens > MOST_TOKENS) {
                    throw new Refused("model.configurationTooLarge", file);
                }
                check.accept(token, parser);
            }
            return check.kind();
        } catch (IOException noJson) {
            throw new Refused(noJson, "model.configurationDamaged", file);
        }
    }

    private Kind kind() throws Refused {
        if (graph == chain) {
            throw new Refused("model.notDl4j", file);
        }
        return graph ? Kind.GRAPH : Kind.CHAIN;
    }

    private void accept(JsonToken token, JsonParser parser) throws IOException, Refused {
        switch (token) {
            case START_OBJECT, START_ARRAY -> open(token, parser);
            case END_OBJECT, END_ARRAY -> close();
            case FIELD_NAME -> enter(parser.getCurrentName());
            case VALUE_STRING -> checkText(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> checkNumber(token, parser.getText());
            case VALUE_NULL -> {
                if (isSize()) {
                    throw badSize("null");
                }
            }
            default -> {}
        }
    }

    private void open(JsonToken token, JsonParser parser) throws IOException, Refused {
        if (token == JsonToken.START_ARRAY && readArray(parser)) {
            return;
        }
        depth++;
        if (depth > MOST_DEPTH) {
            throw new Refused("model.configurationTooLarge", file);
        }
    }

    /** Reads what belongs to an array to its end; false where it does not. */
    private boolean readArray(JsonParser parser) throws IOException, Refused {
        boolean isShape = SHAPE.equals(field);
        if (depth < ARRAY_DEPTH || !(isShape || NUMBERS.equals(field))) {
            return false;
        }
        WrittenArray array = array();
        if (isShape) {
            array.readShape(parser);
        } else {
            array.readNumbers(parser);
        }
        if (array.isDamaged()) {
            throw new Refused("model.arrayInConfiguration", file);
        }
        return true;
    }

    /** The array whose parts stand at this depth. */
    private WrittenArray array() {
        return arrays.computeIfAbsent(depth, newOne -> new WrittenArray());
    }

    private void close() throws Refused {
        WrittenArray array = arrays.remove(depth);
        if (array != null && !array.isSound()) {
            throw new Refused("model.arrayInConfiguration", file);
        }
        depth--;
    }

    private void enter(String name) {
        field = name;
        if (depth == 1) {
            graph |= name.equals("vertices");
            chain |= name.equals("confs");
        }
    }

    private void checkText(String text) throws Refused {
        boolean isType = "@class".equals(field) || ("type".equals(field) && text.indexOf('.') >= 0);
        if (isType && !AllowedTypes.contains(text)) {
            throw new Refused("model.typeNotAllowed", file, shown(text));
        }
        if (TYPE.equals(field) && depth >= ARRAY_DEPTH) {
            array().readType(text);
        }
        if (isSize()) {
            throw badSize(text);
        }
    }

    /** Whether the value belongs to a size, not to a layer that is called like one. */
    private boolean isSize() {
        return field != null && SIZES.containsKey(field) && depth >= LAYER_DEPTH;
    }

    private Refused badSize(String text) {
        return new Refused("model.badSize", file, String.valueOf(field), shown(text));
    }

    private void checkNumber(JsonToken token, String text) throws Refused {
        if (text.length() > LONGEST_NUMBER || !(Math.abs(Double.parseDouble(text)) <= Float.MAX_VALUE)) {
            throw badSize(text);
        }
        long[] range = field == null ? null : SIZES.get(field);
        if (range == null) {
            return;
        }
        double value = Double.parseDouble(text);
        if (token != JsonToken.VALUE_NUMBER_INT || value < range[0] || value > range[1]) {
            throw badSize(text);
        }
    }

    private static long[] range(long smallest, long largest) {
        return new long[] {smallest, largest};
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "\u2026";
    }
}
