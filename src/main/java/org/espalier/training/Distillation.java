package org.espalier.training;

import org.espalier.text.Refused;
import org.espalier.text.TypedNumber;

/**
 * Learning from a teacher's answers beside the labels (Hinton, Vinyals and Dean, arXiv 1503.02531): the loss is {@code
 * (1 − α)·CE + α·T²·KL(teacher ‖ network)}, the second part with all logits divided by T.
 *
 * @param temperature T, from 0.01 on: the higher, the more counts how the wrong classes compare
 * @param weight α of the teacher, 0 to 1
 */
public record Distillation(double temperature, double weight) {

    /** Answers are then all but labels. */
    public static final double LOWEST_TEMPERATURE = 0.01;

    public static final double HIGHEST_TEMPERATURE = 1_000;

    /** What often does: soft answers that count as much as the labels. */
    public static final Distillation USUAL = new Distillation(4, 0.5);

    public Distillation {
        boolean fits =
                temperature >= LOWEST_TEMPERATURE && temperature <= HIGHEST_TEMPERATURE && weight >= 0 && weight <= 1;
        if (!fits) {
            throw new IllegalArgumentException("a temperature of " + temperature + " and a weight of " + weight);
        }
    }

    /**
     * Reads what was typed; a comma is as good as a point.
     *
     * @throws Refused with a sentence on the first number that cannot be
     */
    public static Distillation read(String temperature, String weight) throws Refused {
        double degrees = TypedNumber.decimal(
                "training.distillation.temperature", temperature, LOWEST_TEMPERATURE, HIGHEST_TEMPERATURE);
        return new Distillation(degrees, TypedNumber.decimal("training.distillation.weight", weight, 0, 1));
    }
}
