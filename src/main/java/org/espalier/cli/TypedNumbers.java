package org.espalier.cli;

import org.espalier.text.TypedNumber;
import picocli.CommandLine;

/** Numbers of options are read as those of the window are: 0,5 is a half, and 1,000 images are a thousand. */
final class TypedNumbers {

    private TypedNumbers() {}

    static void readBy(CommandLine commands) {
        commands.registerConverter(Double.class, TypedNumber::decimal);
        commands.registerConverter(double.class, TypedNumber::decimal);
        commands.registerConverter(Integer.class, TypedNumbers::whole);
        commands.registerConverter(int.class, TypedNumbers::whole);
    }

    private static int whole(String typed) {
        long value = TypedNumber.whole(typed);
        if (value != (int) value) {
            throw new NumberFormatException("too large: " + typed);
        }
        return (int) value;
    }
}
