package org.espalier.session;

import java.nio.file.Path;
import org.espalier.measure.Cost;
import org.espalier.measure.EquivalenceProof;
import org.espalier.measure.Evaluation;
import org.espalier.text.Text;

/**
 * A smaller network that was written.
 *
 * @param file the model
 * @param sideFile what was done to it, beside it
 * @param bytes size of the model file
 * @param cost of the network that was written
 * @param zeroed how many single weights of it are zero because they were removed
 * @param evaluation of the same network, measured under the mask on the validation images
 */
public record Exported(
        Path file, Path sideFile, long bytes, Cost cost, long zeroed, Evaluation evaluation, EquivalenceProof proof) {

    /** What was shown before it was written, in the user's language. */
    public String proofSentence() {
        return Text.of(
                proof.inDl4j() ? "session.export.proof" : "session.export.proof-here",
                Text.scientific(proof.largest().absolute()),
                Text.count(proof.images()));
    }

    /** Parameters that were not removed, neither with a unit nor singly. */
    public long nonZeroParameters() {
        return cost.parameters() - zeroed;
    }
}
