package org.espalier.training;

import java.util.List;

/** What training has learned up to a moment, to go back to or to make a network of. */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record TrainingState(float[] parameters, List<double[]> runningAverages) {}
