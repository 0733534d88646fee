package org.espalier.training;

/**
 * What one pass over the training images has brought.
 *
 * @param epoch from 1 to {@code epochs}
 * @param loss mean cross-entropy over the pass, in nats
 * @param validationAccuracy share of the validation images that are classified right
 * @param seconds since training began
 */
public record EpochReport(int epoch, int epochs, double loss, double validationAccuracy, double seconds) {}
