package org.espalier.text;

import java.util.regex.Pattern;

/** Reads numbers that people type, in the forms that we print them in as well. */
public final class TypedNumber {

    /** Digits in groups of three: 1,000 or 1'234'567 or 10 000; the same sign between all of them. */
    private static final Pattern GROUPED =
            Pattern.compile("[+-]?[1-9]\\d{0,2}([,'\u2019 \u00A0\u2009\u202F])\\d{3}(?:\\1\\d{3})*");

    /** One thousand to some, one to others; 0,001 is the same number to all. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");

    private TypedNumber() {}

    /**
     * @param key of the sentence that says what it may be, of what was typed and of {@code most}
     * @throws Refused with that sentence where it is no whole number from {@code least} to {@code most}
     */
    public static long whole(String key, String typed, long least, long most) throws Refused {
        try {
            long value = whole(typed);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refused(notANumber, key, typed.strip(), most);
        }
        throw new Refused(key, typed.strip(), most);
    }

    /**
     * A whole number, whose digits may be grouped by threes, since that is how our sentences name large ones.
     *
     * @throws NumberFormatException where it is none, or too large
     */
    public static long whole(String typed) {
        String words = typed.strip();
        return Long.parseLong(GROUPED.matcher(words).matches() ? words.replaceAll("[^\\d+-]", "") : words);
    }

    /**
     * A comma is as good as a point.
     *
     * @param key of the sentence that says what it may be, of what was typed
     * @throws Refused with that sentence where it is no number from {@code least} to {@code most}, and with another one
     *     where nobody can know which number is meant
     */
    public static double decimal(String key, String typed, double least, double most) throws Refused {
        try {
            double value = number(key, typed);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refused(notANumber, key, typed.strip());
        }
        throw new Refused(key, typed.strip());
    }

    /**
     * A number of any size; a comma is as good as a point.
     *
     * @throws NumberFormatException where it is none
     * @throws Refused where its comma may stand in front of decimals or between thousands
     */
    public static double decimal(String typed) throws Refused {
        return number(Ambiguous.KEY, typed);
    }

    private static double number(String key, String typed) throws Refused {
        String words = typed.strip();
        if (AMBIGUOUS.matcher(words).matches()) {
            throw new Ambiguous(key, words);
        }
        return Double.parseDouble(words.replace(',', '.'));
    }

    /** Has the key of what was asked for, so that a form knows which entry it is, and a sentence of its own. */
    private static final class Ambiguous extends Refused {

        private static final long serialVersionUID = 1L;
        private static final String KEY = "number.ambiguous";

        private final String entry;

        Ambiguous(String entry, String words) {
            super(KEY, words, words.replace(",", ""), words.replace(',', '.'));
            this.entry = entry;
        }

        @Override
        public String key() {
            return entry;
        }
    }
}
