package org.espalier.ui.shell;

import org.espalier.measure.Cost;
import org.espalier.measure.Evaluation;
import org.espalier.session.Session;
import org.espalier.session.Shown;
import org.espalier.session.TestCheck;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The headline figures, before → now.
 *
 * @param parameters of the network
 * @param accuracy on the validation images
 * @param multiplyAdds for one image
 * @param test what the test set said, and how often it was asked
 */
public record HeadlineViewModel(Figure parameters, Figure accuracy, Figure multiplyAdds, Figure test) {

    /**
     * One figure.
     *
     * @param value the large line
     * @param remark the small line below it
     */
    public record Figure(String value, String remark) {}

    private static final String NOT_KNOWN = "…";

    /** Reads the figures of what a session shows. */
    public static HeadlineViewModel of(Session session) {
        Shown shown = session.shown();
        Cost dense = session.experiment().denseCost();
        Cost now = shown.state().cost();
        return new HeadlineViewModel(
                figure(
                        Text.count(dense.parameters()),
                        Text.count(now.parameters()),
                        dense.parameters(),
                        now.parameters()),
                accuracy(session.dense(), shown),
                figure(
                        large(dense.multiplyAdds(), dense.multiplyAdds()),
                        large(now.multiplyAdds(), dense.multiplyAdds()),
                        dense.multiplyAdds(),
                        now.multiplyAdds()),
                test(session));
    }

    private static Figure figure(String before, String after, long dense, long now) {
        return dense == now
                ? new Figure(before, Text.of("shell.figure.unchanged"))
                : new Figure(
                        Text.of("shell.figure.change", before, after),
                        Text.of("shell.figure.fewer", Text.decimal((double) dense / Math.max(1, now), 1)));
    }

    private static Figure accuracy(@Nullable Evaluation dense, Shown shown) {
        Evaluation now = shown.evaluation();
        if (dense == null) {
            return new Figure(NOT_KNOWN, Text.of("shell.accuracy.measuring"));
        }
        String before = Text.percent(dense.accuracy(), 2);
        if (now == null) {
            Evaluation glimpse = shown.glimpse();
            String about =
                    glimpse == null ? NOT_KNOWN : Text.of("shell.accuracy.about", Text.percent(glimpse.accuracy(), 1));
            return new Figure(Text.of("shell.accuracy.change", before, about), Text.of("shell.accuracy.measuring"));
        }
        int unanswered = now.confusion().unanswered();
        if (unanswered > 0) {
            return new Figure(
                    Text.of("shell.accuracy.change", before, Text.percent(now.accuracy(), 2)),
                    Text.of("shell.accuracy.no-numbers", Text.count(unanswered)));
        }
        if (now.classesAnswered() == 1) {
            return new Figure(
                    Text.of("shell.accuracy.change", before, Text.percent(now.accuracy(), 2)),
                    Text.of("shell.accuracy.one-answer"));
        }
        if (now.lost() + now.won() == 0 && now.isComplete()) {
            String same = Text.of("shell.accuracy.same", before);
            return new Figure(same, Text.of("shell.accuracy.images", Text.count(now.examples())));
        }
        String remark = Text.of(
                now.isComplete() ? "shell.accuracy.all" : "shell.accuracy.slice",
                Text.signed(now.difference() * 100, 2),
                Text.decimal(now.differenceInterval().radius() * 100, 2),
                Text.count(now.examples()),
                Text.count(now.total()));
        return new Figure(Text.of("shell.accuracy.change", before, Text.percent(now.accuracy(), 2)), remark);
    }

    private static Figure test(Session session) {
        TestCheck check = session.testCheck();
        if (check == null) {
            return new Figure(Text.of("shell.test.never"), Text.of("shell.test.why"));
        }
        String accuracy =
                Text.of("shell.accuracy.same", Text.percent(check.evaluation().accuracy(), 2));
        return new Figure(
                accuracy,
                Text.of(
                        "shell.test.asked",
                        Text.signed(check.evaluation().difference() * 100, 2),
                        Text.count(check.entry()),
                        check.looks()));
    }

    /** 2.53 M, 40.80 M, 640; in the unit that suits {@code scale}. */
    static String large(long number, long scale) {
        if (scale >= 1_000_000_000) {
            return Text.decimal(number / 1e9, 2) + " G";
        }
        return scale >= 1_000_000 ? Text.decimal(number / 1e6, 2) + " M" : Text.count(number);
    }
}
