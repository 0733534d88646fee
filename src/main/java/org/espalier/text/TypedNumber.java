package org.espalier.text;

/** Reads numbers that people type. */
public final class TypedNumber {

    private TypedNumber() {}

    /**
     * @param key of the sentence that says what it may be, of what was typed and of {@code most}
     * @throws Refused with that sentence where it is no whole number from {@code least} to {@code most}
     */
    public static long whole(String key, String typed, long least, long most) throws Refused {
        String words = typed.strip();
        try {
            long value = Long.parseLong(words);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refused(notANumber, key, words, most);
        }
        throw new Refused(key, words, most);
    }

    /**
     * A comma is as good as a point.
     *
     * @param key of the sentence that says what it may be, of what was typed
     * @throws Refused with that sentence where it is no number from {@code least} to {@code most}
     */
    public static double decimal(String key, String typed, double least, double most) throws Refused {
        String words = typed.strip();
        try {
            double value = Double.parseDouble(words.replace(',', '.'));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refused(notANumber, key, words);
        }
        throw new Refused(key, words);
    }
}
