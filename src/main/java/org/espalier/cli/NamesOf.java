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
record NamesOf<E>(Class<E> type) implements ITypeConverter<E> {

    NamesOf {
        if (!type.isEnum()) {
            throw new IllegalArgumentException(type + " is no enum");
        }
    }

    @Override
    public E convert(String name) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new TypeConversionException(name + " is none of " + all());
    }

    /** All of them, in their order. */
    List<String> all() {
        return Arrays.stream(type.getEnumConstants()).map(NamesOf::name).toList();
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
