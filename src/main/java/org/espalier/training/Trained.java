package org.espalier.training;

/**
 * A demo network that has been trained and written.
 *
 * @param validationAccuracy share of the validation images classified right; the epoch was chosen by it
 * @param testAccuracy share of the test images classified right; looked at once, at the end
 * @param epochs passes over the training images
 * @param seconds that training took
 */
public record Trained(String name, double validationAccuracy, double testAccuracy, int epochs, double seconds) {}
