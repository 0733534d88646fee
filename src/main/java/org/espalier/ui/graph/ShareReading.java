package org.espalier.ui.graph;

import org.espalier.pruning.PruningPlan;

/**
 * A share in the measure that the window shows.
 *
 * @param asked what the slider stands at, 0 to 1
 * @param achieved what came of it, once it became whole units
 * @param largest where the slider ends
 */
public record ShareReading(double asked, double achieved, double largest) {

    public ShareReading {
        if (!(asked >= 0 && asked <= 1 && achieved >= 0 && achieved <= 1 && largest > 0 && largest <= 1)) {
            throw new IllegalArgumentException(
                    "shares must be in [0, 1], were " + asked + ", " + achieved + " and " + largest);
        }
    }

    /** What is asked for is what comes of it, of at most as much as plans hold. */
    public static ShareReading exactly(double share) {
        return new ShareReading(share, share, PruningPlan.LARGEST_SHARE);
    }
}
