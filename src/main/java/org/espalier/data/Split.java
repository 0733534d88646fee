package org.espalier.data;

/** What a set of examples may be used for. They are never mixed. */
public enum Split {
    /** For learning: gradients, fine-tuning, statistics of activations. */
    TRAINING,
    /** For choosing: what the sliders explore on. */
    VALIDATION,
    /** For reporting: opened on request only, and counted. */
    TEST
}
