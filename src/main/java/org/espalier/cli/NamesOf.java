package org.espalier.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The constants of an enum by the names that options have for them: in small letters, with hyphens.
 *
 * @param <E> the enum
 */
record NamesOf<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    @Override
    public E convert(String name) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new TypeConversionException(name + " is none of " + all(type));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All of them, in their order. */
    static List<String> all(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> name((Enum<?>) constant))
                .toList();
    }
}
