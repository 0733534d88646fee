package org.espalier.session;

import org.espalier.measure.Interval;
import org.espalier.text.Text;

/**
 * A network that was trained on with the weights it had, and its control: the same architecture from fresh weights.
 *
 * @param inherited share of the validation images that the first gets right
 * @param fresh that of the control
 * @param images how many there are
 */
public record ScratchComparison(double inherited, double fresh, int images) {

    public ScratchComparison {
        boolean fits = inherited >= 0 && inherited <= 1 && fresh >= 0 && fresh <= 1 && images > 0;
        if (!fits) {
            throw new IllegalArgumentException(inherited + " and " + fresh + " of " + images);
        }
    }

    /**
     * How much the inherited weights have brought: inherited minus fresh. Which images each gets wrong is not known, so
     * it is as wide as if no image was wrong in both that need not be; one training of each says nothing of others.
     */
    public Interval difference() {
        long wrong = Math.round((1 - inherited) * images);
        long freshWrong = Math.round((1 - fresh) * images);
        long inBoth = Math.max(0, wrong + freshWrong - images);
        return Interval.paired(wrong - inBoth, freshWrong - inBoth, images);
    }

    /** Whether the inherited weights helped, as the user reads it. */
    public String sentence() {
        Interval difference = difference();
        int verdict = difference.low() > 0 ? 1 : difference.high() < 0 ? -1 : 0;
        return Text.of(
                "session.scratch.result",
                Text.percent(fresh, 2),
                Text.percent(inherited, 2),
                verdict,
                Text.signed((inherited - fresh) * 100, 2),
                Text.decimal(difference.radius() * 100, 2),
                Text.count(images));
    }
}
