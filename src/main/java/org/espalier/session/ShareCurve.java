package org.espalier.session;

import java.util.Arrays;

/**
 * How a share of units reads as a share of what goes with them. Between two numbers of units it is a straight line,
 * so that each share has one reading and each reading one share, and the number of units that is nearest in one is
 * nearest in the other.
 */
final class ShareCurve {

    private final long[] gone;

    /** @param gone what goes with the first 0, 1, … all units; never falls */
    ShareCurve(long[] gone) {
        this.gone = gone.clone();
        for (int i = 1; i < gone.length; i++) {
            if (gone[0] != 0 || gone[i] < gone[i - 1]) {
                throw new IllegalArgumentException("no way from nothing to all: " + Arrays.toString(gone));
            }
        }
    }

    /** What goes with so many units. */
    long at(int count) {
        return gone[count];
    }

    long all() {
        return gone[gone.length - 1];
    }

    /** How a share of units reads. */
    double read(double share) {
        double place = share * (gone.length - 1);
        int below = (int) Math.min(gone.length - 2L, Math.floor(place));
        double goes = gone[below] + (place - below) * (gone[below + 1] - gone[below]);
        return all() == 0 ? share : goes / all();
    }

    /** The share of units that reads so. */
    double shareReading(double reading) {
        if (all() == 0) {
            return reading;
        }
        double wanted = reading * all();
        int below = 0;
        int above = gone.length - 1;
        while (above - below > 1) {
            int middle = (below + above) / 2;
            if (gone[middle] <= wanted) {
                below = middle;
            } else {
                above = middle;
            }
        }
        double within = gone[above] == gone[below] ? 0 : (wanted - gone[below]) / (gone[above] - gone[below]);
        return (below + within) / (gone.length - 1);
    }
}
