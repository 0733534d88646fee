package org.espalier.ui.chart;

/** The part of an axis that is shown. It never jumps under a moving hand, and settles when the hand lets go. */
record AxisRange(double low, double high) {

    /** Room beside the data, as a part of their extent. */
    private static final double ROOM = 0.12;
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
            double missing = Math.max(0, extent - (max - min));
            double room = Math.max(max - min, extent) * ROOM;
            double lowest = floor - room / 4;
            double highest = ceiling + room / 4;
            double low = Math.max(lowest, min - missing / 2 - room);
            double high = Math.min(highest, max + missing / 2 + room);
            return new AxisRange(low, high);
        }
    }

    /** A range for data that nothing was shown of before. */
    static AxisRange of(Data data) {
        return data.withRoom();
    }

    /** The range for changed data: larger only where needed while dragging, else fitting. */
    AxisRange next(Data data, boolean dragging) {
        AxisRange fitting = data.withRoom();
        if (dragging) {
            double grownLow = data.min() < low ? Math.min(low, fitting.low) : low;
            double grownHigh = data.max() > high ? Math.max(high, fitting.high) : high;
            return new AxisRange(grownLow, grownHigh);
        }
        boolean shown = data.min() >= low && data.max() <= high;
        return shown && high - low <= LOOSE * (fitting.high - fitting.low) ? this : fitting;
    }
}
