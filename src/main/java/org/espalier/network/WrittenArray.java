package org.espalier.network;

import java.io.IOException;
import java.util.Set;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * An array that a configuration holds, such as the weights that a loss gives to classes. ND4J believes its shape, so the
 * shape has to fit the numbers before ND4J sees either.
 */
final class WrittenArray {

    private static final int MOST_DIMENSIONS = 4;
    private static final long MOST_NUMBERS = 1 << 20;
    private static final Set<String> TYPES = Set.of("FLOAT", "DOUBLE");
    private static final int LONGEST_NUMBER = 40;
    private static final long UNKNOWN = -1;

    private long places = UNKNOWN;
    private long numbers = UNKNOWN;
    private boolean isDamaged;

    /** Reads its shape to the end; the parser stands on the bracket in front of it. */
    void readShape(JsonParser parser) throws IOException {
        isDamaged |= places != UNKNOWN;
        long product = 1;
        int dimensions = 0;
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY && !isDamaged) {
            long size = token == JsonToken.VALUE_NUMBER_INT && isShort(parser) ? parser.getLongValue() : 0;
            isDamaged = size < 1 || size > MOST_NUMBERS / product || ++dimensions > MOST_DIMENSIONS;
            product *= Math.max(1, Math.min(size, MOST_NUMBERS));
            token = parser.nextToken();
        }
        isDamaged |= dimensions == 0;
        places = product;
    }

    /** Reads its numbers to the end; the parser stands on the bracket in front of them. */
    void readNumbers(JsonParser parser) throws IOException {
        isDamaged |= numbers != UNKNOWN;
        long count = 0;
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY && !isDamaged) {
            isDamaged = !(token.isNumeric() && isShort(parser))
                    || !(Math.abs(parser.getDoubleValue()) <= Float.MAX_VALUE)
                    || ++count > MOST_NUMBERS;
            token = parser.nextToken();
        }
        numbers = count;
    }

    private static boolean isShort(JsonParser parser) throws IOException {
        return parser.getTextLength() <= LONGEST_NUMBER;
    }

    void readType(String type) {
        isDamaged |= !TYPES.contains(type);
    }

    /** Whether it can do no harm; what has no shape is no array. */
    boolean isSound() {
        return places == UNKNOWN || (!isDamaged && places == numbers);
    }

    /** Whether nothing behind what was read can mend it. */
    boolean isDamaged() {
        return isDamaged;
    }
}
