package org.espalier.job;

/** Where long work tells how far it is, and learns that nobody wants it any more. */
@FunctionalInterface
public interface Progress {

    /** For callers that neither show progress nor cancel. */
    Progress NONE = (done, total) -> {};

    /**
     * Reports how many of {@code total} items are done; call it once per chunk.
     *
     * @throws JobCancelled once the result is not wanted any more
     */
    void report(long done, long total) throws JobCancelled;

    /**
     * A part of this work that reports for itself, as a share of the whole.
     *
     * @param from how many percent of the whole are done before it
     * @param to how many are done behind it
     */
    default Progress part(int from, int to) {
        int whole = 10_000;
        return (done, total) -> {
            double share = total == 0 ? 0 : (double) done / total;
            report(Math.round((from + (to - from) * share) * whole / 100), whole);
        };
    }
}
