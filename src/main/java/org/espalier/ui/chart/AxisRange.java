package org.espalier.ui.chart;

/** The part of an axis that is shown. It never jumps under a moving hand, and settles when the hand lets go. */
record AxisRange(double low, double high) {

    /** Room beside the data, as a part of their extent. */
    private static final double ROOM = 0.12;
    /** Less room than this, and a mark is cut off by the edge. */
    private static final double LEAST_ROOM = ROOM / 4;
    /** A range that wastes no more than this stays as it is. */
    private static final double LOOSE = 1.6;

    AxisRange {
        if (!(low < high)) {
            throw new IllegalArgumentException("low must be below high, was " + low + " and " + high);
        }
    }

    /**
     * Data on an axis.
     *
     * @param extent the least that is shown: a single point needs surroundings too
     * @param floor no data lie below it, and none above {@code ceiling}
     */
    record Data(double min, double max, double extent, double floor, double ceiling) {

        private AxisRange withRoom() {
            double missing = Math.max(0, extent - (max - min)) / 2;
            double least = room(LEAST_ROOM);
            double low = Math.max(floor - least, min - missing - room(ROOM));
            double high = Math.min(ceiling + least, max + missing + room(ROOM));
            return new AxisRange(low, high);
        }

        private AxisRange withLeastRoom() {
            return new AxisRange(min - room(LEAST_ROOM), max + room(LEAST_ROOM));
        }

        private double room(double part) {
            return Math.max(max - min, extent) * part;
        }
    }

    /** A range for data that nothing was shown of before. */
    static AxisRange of(Data data) {
        return data.withRoom();
    }

    /** The range for changed data: larger only where needed while dragging, else fitting. */
    AxisRange next(Data data, boolean dragging) {
        AxisRange fitting = data.withRoom();
        AxisRange least = data.withLeastRoom();
        if (dragging) {
            double grownLow = least.low < low ? Math.min(low, fitting.low) : low;
            double grownHigh = least.high > high ? Math.max(high, fitting.high) : high;
            return new AxisRange(grownLow, grownHigh);
        }
        boolean shown = least.low >= low && least.high <= high;
        return shown && high - low <= LOOSE * (fitting.high - fitting.low) ? this : fitting;
    }
}
