package org.espalier.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * Every word and number the user reads, in the chosen language.
 *
 * <p>The part of a key before its first dot names the bundle: {@code network.truncated} stands in
 * {@code assets/text/network.properties}. Patterns are those of {@link MessageFormat}.
 */
public final class Text {

    /** Languages that every bundle is translated to; the first one is the fallback. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static volatile Locale current = closest(Locale.getDefault());

    private Text() {}

    /** The translated language nearest to a wish: Chinese of any region for Chinese, else English. */
    public static Locale closest(Locale wish) {
        return "zh".equals(wish.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** Speaks this language from now on. Texts already shown stay as they are. */
    public static void use(Locale language) {
        current = closest(language);
    }

    public static Locale language() {
        return current;
    }

    /** The sentence for a key, with its arguments set in. */
    public static String of(String key, Object... arguments) {
        return in(current, key, arguments);
    }

    /** The same sentence in English: for logs, and for machines that read our output. */
    public static String english(String key, Object... arguments) {
        return in(Locale.ENGLISH, key, arguments);
    }

    /** A whole number with the language's grouping: 121,930. */
    public static String count(long number) {
        return NumberFormat.getIntegerInstance(current).format(number);
    }

    /** A number with exactly this many digits behind the decimal sign. */
    public static String decimal(double number, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(current);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(number);
    }

    /** A share in percent, without the sign: 0.9894 with two digits is 98.94. */
    public static String percent(double share, int digits) {
        return decimal(share * 100, digits);
    }

    /** A number with its sign: +0.12, −0.31 (a real minus), 0.00. */
    public static String signed(double number, int digits) {
        String size = decimal(Math.abs(number), digits);
        boolean zero = size.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? size : (number < 0 ? "\u2212" : "+") + size;
    }

    /** A loss, or whatever else grows without end: so many digits behind the decimal sign, and from a million on 1.3e35. */
    public static String loss(double nats, int digits) {
        return isLarge(nats) ? scientific(nats) : decimal(nats, digits);
    }

    private static boolean isLarge(double number) {
        return Math.abs(number) >= 1e6;
    }

    /** A number of any size, with three digits that count: 0.001, 12.5, 2.15e-5, 1e7. */
    public static String number(double number) {
        boolean tiny = number != 0 && Math.abs(number) < 1e-4;
        return new DecimalFormat(
                        tiny || isLarge(number) ? "0.##E0" : "0.#######", DecimalFormatSymbols.getInstance(current))
                .format(new BigDecimal(number).round(new MathContext(3)))
                .replace('E', 'e');
    }

    /** A number of any size in two digits: 4.8e-7, or 0. */
    public static String scientific(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return decimal(number, 0);
        }
        return new DecimalFormat("0.0E0", DecimalFormatSymbols.getInstance(current))
                .format(number)
                .replace('E', 'e');
    }

    /** All keys of a bundle. */
    public static Set<String> keys(String bundle) {
        return bundle(bundle, current).keySet();
    }

    private static String in(Locale language, String key, Object... arguments) {
        int dot = key.indexOf('.');
        if (dot < 1) {
            throw new MissingResourceException("key without a bundle: " + key, "Text", key);
        }
        String pattern = bundle(key.substring(0, dot), language).getString(key);
        return new MessageFormat(pattern, language).format(arguments);
    }

    private static ResourceBundle bundle(String name, Locale language) {
        return ResourceBundle.getBundle("assets.text." + name, language, NO_FALLBACK);
    }
}
