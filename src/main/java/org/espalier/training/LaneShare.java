package org.espalier.training;

import java.util.ArrayList;
import java.util.List;

/**
 * One thread's images of every batch, in parts that are run one behind the other, so that what they take stays in a
 * core's caches.
 *
 * @param first place of its first image in the batch
 * @param end the place behind its last image
 * @param atOnce images in a part; the last part may have places to spare
 */
record LaneShare(int first, int end, int atOnce) {

    /** A thread with fewer images of a batch costs more than it brings. */
    private static final int FEWEST_IMAGES = 8;

    LaneShare {
        if (first < 0 || end <= first || atOnce < 1 || atOnce > end - first) {
            throw new IllegalArgumentException("images " + first + " to " + end + ", " + atOnce + " at once");
        }
    }

    /**
     * Shares a batch out.
     *
     * @param most images in a part, about
     */
    static List<LaneShare> of(int batch, int threads, int most) {
        int lanes = Math.max(1, Math.min(threads, batch / FEWEST_IMAGES));
        List<LaneShare> shares = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int first = (int) ((long) batch * lane / lanes);
            int end = (int) ((long) batch * (lane + 1) / lanes);
            shares.add(new LaneShare(first, end, evenly(end - first, most)));
        }
        return shares;
    }

    /** How many of some images are in a part, so that parts hold at most so many, and about as many as each other. */
    static int evenly(int images, int most) {
        return dividedUp(images, dividedUp(images, most));
    }

    int parts() {
        return dividedUp(end - first, atOnce);
    }

    private static int dividedUp(int images, int by) {
        return (images + by - 1) / by;
    }
}
