package org.espalier.session;

import org.espalier.measure.Evaluation;

/**
 * What the test set said of one state.
 *
 * @param entry the history entry it was asked for
 * @param looks how often the test set has been asked in this session; choosing by it makes its number a lie
 */
public record TestCheck(int entry, Evaluation evaluation, int looks) {}
