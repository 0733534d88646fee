package org.espalier.inference;

/** How many images are run at once. */
final class Batches {

    private Batches() {}

    /**
     * The largest number that divides {@code most} and stays within a limit; 1 where none does.
     *
     * @param each what one image takes
     * @param limit what all may take
     */
    static int largest(int most, long each, long limit) {
        for (int images = most; images > 1; images--) {
            if (most % images == 0 && images * each <= limit) {
                return images;
            }
        }
        return 1;
    }
}
