package org.espalier.ui.graph;

import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.OptionalDouble;
import org.espalier.text.Text;

/** A share as the user reads and types it: in percent. */
final class Percent {

    private Percent() {}

    /** "45 %", or with one digit where the share is finer than a percent. */
    static String show(double share) {
        return Text.of("graph.percent", number(share));
    }

    static String number(double share) {
        double percent = share * 100;
        return Text.decimal(percent, Math.abs(percent - Math.rint(percent)) < 0.05 ? 0 : 1);
    }

    /** The share meant by "50", "50%" or "50 %"; empty where it is no number. It may be out of range. */
    static OptionalDouble read(String typed) {
        String text = typed.strip().replace('％', '%').replace('。', '.');
        if (text.endsWith("%")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        ParsePosition end = new ParsePosition(0);
        Number number = NumberFormat.getNumberInstance(Text.language()).parse(text, end);
        if (number == null || end.getIndex() != text.length()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number.doubleValue() / 100);
    }
}
