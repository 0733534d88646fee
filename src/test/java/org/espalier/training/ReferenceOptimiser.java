package org.espalier.training;

/** The optimisers' formulas, value by value in double precision. */
final class ReferenceOptimiser {

    private final Optimiser optimiser;
    private final double[] values;
    private final int decaying;
    private final double[] first;
    private final double[] second;
    private int steps;

    ReferenceOptimiser(Optimiser optimiser, double[] values, int decaying) {
        this.optimiser = optimiser;
        this.values = values;
        this.decaying = decaying;
        this.first = new double[values.length];
        this.second = new double[values.length];
    }

    void step(float[] gradient, double rate) {
        steps++;
        for (int i = 0; i < values.length; i++) {
            double decay = i < decaying ? optimiser.weightDecay() : 0;
            if (optimiser instanceof Optimiser.AdamW adam) {
                values[i] -= rate * decay * values[i];
                adam(i, gradient[i], adam.beta1(), adam.beta2(), rate);
            } else if (optimiser instanceof Optimiser.Adam adam) {
                adam(i, gradient[i] + decay * values[i], adam.beta1(), adam.beta2(), rate);
            } else if (optimiser instanceof Optimiser.Nesterov nesterov) {
                double g = gradient[i] + decay * values[i];
                first[i] = nesterov.momentum() * first[i] - rate * g;
                values[i] += nesterov.momentum() * first[i] - rate * g;
            } else {
                values[i] -= rate * (gradient[i] + decay * values[i]);
            }
        }
    }

    private void adam(int i, double gradient, double beta1, double beta2, double rate) {
        first[i] = beta1 * first[i] + (1 - beta1) * gradient;
        second[i] = beta2 * second[i] + (1 - beta2) * gradient * gradient;
        double mean = first[i] / (1 - Math.pow(beta1, steps));
        double squares = second[i] / (1 - Math.pow(beta2, steps));
        values[i] -= rate * mean / (Math.sqrt(squares) + 1e-8);
    }
}
