package org.espalier.measure;

import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;

/** How far what DL4J makes of a network lies from what our engine makes of it. */
public final class Dl4jAgreement {

    private Dl4jAgreement() {}

    /**
     * Runs a network both ways on some examples.
     *
     * @return an infinite difference where DL4J fails
     */
    public static Difference of(Network network, Examples examples, int[] order) throws JobCancelled {
        Difference[] largest = {Difference.NONE};
        try (SideBySide both = SideBySide.ofOurEngineAndDl4j(network, order.length)) {
            int classes = both.classes();
            both.run(
                    examples,
                    order,
                    (from, to, ours, theirs) -> {
                        for (int i = 0; i < to - from; i++) {
                            largest[0] = largest[0].orLarger(Difference.of(ours, theirs, i * classes, classes));
                        }
                    },
                    Progress.NONE);
            return largest[0];
        } catch (RuntimeException cannotBeRun) {
            return new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    }
}
