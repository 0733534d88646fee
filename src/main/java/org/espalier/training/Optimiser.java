package org.espalier.training;

/** How a gradient becomes a step. Weight decay pulls at weights, not at biases nor at what normalises. */
public sealed interface Optimiser {

    /** Plain gradient descent; weight decay is added to the gradient (L2). */
    record Sgd(double weightDecay) implements Optimiser {
        public Sgd {
            checkDecay(weightDecay);
        }
    }

    /** Nesterov's momentum (Sutskever et al., ICML 2013); weight decay is added to the gradient (L2). */
    record Nesterov(double momentum, double weightDecay) implements Optimiser {
        public Nesterov {
            checkShare("momentum", momentum);
            checkDecay(weightDecay);
        }
    }

    /** Adam (Kingma and Ba, arXiv 1412.6980); weight decay is added to the gradient (L2). */
    record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimiser {
        public Adam {
            checkMoments(beta1, beta2, epsilon);
            checkDecay(weightDecay);
        }
    }

    /** Adam with weight decay beside the gradient (Loshchilov and Hutter, arXiv 1711.05101). */
    record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements Optimiser {
        public AdamW {
            checkMoments(beta1, beta2, epsilon);
            checkDecay(weightDecay);
        }
    }

    /** Adam with its authors' numbers, without weight decay. */
    static Optimiser adam() {
        return new Adam(0.9, 0.999, 1e-8, 0);
    }

    double weightDecay();

    private static void checkMoments(double beta1, double beta2, double epsilon) {
        checkShare("beta1", beta1);
        checkShare("beta2", beta2);
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon must be in (0, 1), was " + epsilon);
        }
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
        }
    }

    private static void checkDecay(double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("weight decay must be in [0, 1), was " + value);
        }
    }
}
