package org.espalier.job;

/** A job that ended in an error; its cause tells which. */
public final class JobFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobFailed(String title, Throwable cause) {
        super(title + ": " + cause.getMessage(), cause);
    }
}
