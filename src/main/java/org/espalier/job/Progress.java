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
}
