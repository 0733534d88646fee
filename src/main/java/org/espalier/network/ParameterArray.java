package org.espalier.network;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.espalier.text.Refused;

/**
 * Reads the array format of {@code Nd4j.write} without ND4J, which believes every length that a file claims.
 *
 * <p>The format is big-endian: a shape buffer (rank, dimensions, strides, extras, element-wise stride, order), then a
 * data buffer. Each buffer is: how it was allocated (a string), its length, its type (a string), its values.
 */
final class ParameterArray {

    private static final List<String> SHORT_LENGTH = List.of("DIRECT", "HEAP", "JAVACPP");
    private static final List<String> LONG_LENGTH = List.of("LONG_SHAPE", "MIXED_DATA_TYPES");
    private static final int MOST_RANK = 8;

    private final ByteBuffer bytes;
    private final String file;

    private ParameterArray(byte[] bytes, String file) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.file = file;
    }

    /** The values, converted to float; nothing is allocated before the length is known to be there. */
    static float[] read(byte[] bytes, String file) throws Refused {
        try {
            return new ParameterArray(bytes, file).values();
        } catch (BufferUnderflowException cutShort) {
            throw new Refused(cutShort, "model.weightsCutShort", file);
        } catch (ArithmeticException overflow) {
            throw new Refused(overflow, "model.weightsDamaged", file);
        }
    }

    private float[] values() throws Refused {
        long length = shapeLength();
        long declared = bufferLength();
        String type = string();
        int width = switch (type) {
            case "FLOAT" -> Float.BYTES;
            case "DOUBLE" -> Double.BYTES;
            case "HALF" -> Short.BYTES;
            default -> throw new Refused("model.weightType", file, type.replaceAll("\\W", "?"));
        };
        if (declared != length || bytes.remaining() != Math.multiplyExact(declared, (long) width)) {
            throw new Refused("model.weightsDamaged", file);
        }
        float[] values = new float[(int) declared];
        switch (width) {
            case Float.BYTES -> bytes.asFloatBuffer().get(values);
            case Double.BYTES -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) bytes.getDouble();
                }
            }
            default -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = HalfIndexer.toFloat(Short.toUnsignedInt(bytes.getShort()));
                }
            }
        }
        return values;
    }

    /** Reads the shape buffer: the number of values, of an array that lies in one piece. */
    private long shapeLength() throws Refused {
        long count = bufferLength();
        String type = string();
        boolean whole = type.equals("LONG") || type.equals("INT");
        if (!whole || count < 4 || count > 2 * MOST_RANK + 4) {
            throw damaged();
        }
        long[] shape = new long[(int) count];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = type.equals("LONG") ? bytes.getLong() : bytes.getInt();
        }
        int rank = (int) Math.min(Math.max(shape[0], -1), MOST_RANK + 1);
        long order = shape[shape.length - 1];
        if (count != 2L * rank + 4 || (order != 'c' && order != 'f')) {
            throw damaged();
        }
        long length = 1;
        for (int i = 0; i < rank; i++) {
            int dimension = order == 'c' ? rank - i : 1 + i;
            if (shape[dimension] < 1 || (shape[dimension] != 1 && shape[dimension + rank] != length)) {
                throw damaged();
            }
            length = Math.multiplyExact(length, shape[dimension]);
        }
        return length;
    }

    private long bufferLength() throws Refused {
        String allocation = string();
        if (SHORT_LENGTH.contains(allocation)) {
            return bytes.getInt();
        }
        if (LONG_LENGTH.contains(allocation)) {
            return bytes.getLong();
        }
        throw damaged();
    }

    private String string() throws Refused {
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > 32) {
            throw damaged();
        }
        byte[] characters = new byte[length];
        bytes.get(characters);
        return new String(characters, StandardCharsets.US_ASCII);
    }

    private Refused damaged() {
        return new Refused("model.weightsDamaged", file);
    }
}
