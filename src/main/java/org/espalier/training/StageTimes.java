package org.espalier.training;

/** Takes how long a stage has run, there or back. */
@FunctionalInterface
interface StageTimes {
    void add(int stage, long nanos);
}
