package org.espalier.ui.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.espalier.text.Text;

/** Writes the numbers at an axis: 0.25, 1,200, and from a million on 1.3e35, since the loss of a training may go that far. */
final class TickNumbers extends NumberFormat {

    private static final long serialVersionUID = 1L;

    private static final double LARGE = 1e6;

    private final NumberFormat usual = NumberFormat.getNumberInstance(Text.language());
    private final DecimalFormat large;

    TickNumbers() {
        usual.setMaximumFractionDigits(3);
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Text.language());
        symbols.setExponentSeparator("e");
        large = new DecimalFormat("0.###E0", symbols);
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition field) {
        return Math.abs(number) < LARGE ? usual.format(number, to, field) : large.format(number, to, field);
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition field) {
        return format((double) number, to, field);
    }

    /** Axes only write. */
    @Override
    public Number parse(String words, ParsePosition from) {
        return usual.parse(words, from);
    }
}
