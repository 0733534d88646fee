package org.espalier.job;

import java.util.function.Consumer;

/** A unit of work that may take longer than one frame. */
@FunctionalInterface
public interface Job<T> {

    /**
     * Does the work.
     *
     * @param soFar takes results that are right but not final yet, such as an accuracy on a first slice
     */
    T run(Progress progress, Consumer<? super T> soFar) throws Exception;
}
