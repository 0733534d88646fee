package org.espalier.data;

import java.util.Map;
import org.espalier.text.Refused;

/** A set inside the program with few of its training images, so that a test's epochs are short on any machine. */
public final class FewExamples {

    private FewExamples() {}

    /**
     * @param training so many of the training images, the classes in their proportions
     * @return under the same name, with all validation and test images
     */
    public static DataSet of(String embedded, int training) throws Refused {
        DataSet all = DataSets.embedded(embedded);
        return DataSet.of(
                all.name(),
                all.classNames(),
                Map.of(
                        Split.TRAINING, few(all.examples(Split.TRAINING), training),
                        Split.VALIDATION, all.examples(Split.VALIDATION),
                        Split.TEST, all.examples(Split.TEST)));
    }

    private static Examples few(Examples all, int count) {
        int[] order = all.stratifiedOrder(1);
        byte[] pixels = new byte[count * all.shape().pixels()];
        byte[] labels = new byte[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) all.label(order[i]);
            for (int y = 0; y < all.height(); y++) {
                for (int x = 0; x < all.width(); x++) {
                    pixels[at++] = (byte) all.pixel(order[i], y, x);
                }
            }
        }
        return new Examples(all.shape(), all.classes(), pixels, labels);
    }
}
