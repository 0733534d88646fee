package org.espalier.data;

import java.util.Arrays;
import java.util.Random;

/**
 * The labelled images of one split: finite, in memory, never changed.
 *
 * <p>Pixels are kept as bytes, 0 to 255, in the order {@code [image, y, x, channel]}; networks see them
 * scaled to 0 to 1.
 */
public final class Examples {

    private static final float[] SCALED = new float[256];

    static {
        for (int value = 0; value < SCALED.length; value++) {
            SCALED[value] = value / 255f;
        }
    }

    private final ImageShape shape;
    private final int classes;
    private final byte[] pixels;
    private final byte[] labels;

    /**
     * Keeps copies of both arrays.
     *
     * @param pixels {@code [image, y, x, channel]}, each an unsigned byte
     * @param labels one class per image, an unsigned byte below {@code classes}
     */
    public static Examples of(ImageShape shape, int classes, byte[] pixels, byte[] labels) {
        return new Examples(shape, classes, pixels.clone(), labels.clone());
    }

    /** Keeps the arrays themselves: for readers that have just made them. */
    Examples(ImageShape shape, int classes, byte[] pixels, byte[] labels) {
        if (classes < 1 || classes > 256) {
            throw new IllegalArgumentException("classes must be in [1, 256], was " + classes);
        }
        if (labels.length == 0 || pixels.length != (long) labels.length * shape.pixels()) {
            throw new IllegalArgumentException(
                    labels.length + " labels do not fit " + pixels.length + " pixels of images " + shape);
        }
        for (byte label : labels) {
            if (Byte.toUnsignedInt(label) >= classes) {
                throw new IllegalArgumentException(
                        "label " + Byte.toUnsignedInt(label) + " of " + classes + " classes");
            }
        }
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels;
    }

    public int size() {
        return labels.length;
    }

    public ImageShape shape() {
        return shape;
    }

    public int height() {
        return shape.height();
    }

    public int width() {
        return shape.width();
    }

    public int channels() {
        return shape.channels();
    }

    public int classes() {
        return classes;
    }

    public int label(int image) {
        return Byte.toUnsignedInt(labels[image]);
    }

    /** The classes of images {@code order[from]} up to but not with {@code order[to]}. */
    public int[] copyLabels(int[] order, int from, int to) {
        int[] copy = new int[to - from];
        for (int i = from; i < to; i++) {
            copy[i - from] = label(order[i]);
        }
        return copy;
    }

    /** The first channel's value at a place, 0 to 255: enough to draw a grey thumbnail. */
    public int pixel(int image, int y, int x) {
        return pixel(image, y, x, 0);
    }

    /** One value, 0 to 255. */
    public int pixel(int image, int y, int x, int channel) {
        if (y < 0 || y >= height() || x < 0 || x >= width() || channel < 0 || channel >= channels()) {
            throw new IndexOutOfBoundsException("no pixel at " + y + ", " + x + ", " + channel + " in images " + shape);
        }
        return Byte.toUnsignedInt(pixels[image * shape.pixels() + (y * width() + x) * channels() + channel]);
    }

    /**
     * Writes images {@code order[from]} up to but not with {@code order[to]} from the start of
     * {@code target}: {@code [image, height, width, channels]}, scaled to 0 to 1. What lies behind stays.
     */
    public void copyTo(int[] order, int from, int to, float[] target) {
        int each = shape.pixels();
        int at = 0;
        for (int i = from; i < to; i++) {
            int start = order[i] * each;
            for (int p = 0; p < each; p++) {
                target[at++] = SCALED[Byte.toUnsignedInt(pixels[start + p])];
            }
        }
    }

    /**
     * An order in which every prefix holds the classes in nearly their proportion in the whole: within a class
     * shuffled by the seed, the classes interleaved. An accuracy on a prefix is then an honest first estimate.
     */
    public int[] stratifiedOrder(long seed) {
        int[][] byClass = shuffledByClass(new Random(seed));
        int[] taken = new int[classes];
        int[] order = new int[size()];
        for (int place = 0; place < order.length; place++) {
            int next = furthestBehind(byClass, taken);
            order[place] = byClass[next][taken[next]++];
        }
        return order;
    }

    private static int furthestBehind(int[][] byClass, int[] taken) {
        int next = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < taken.length; c++) {
            if (taken[c] < byClass[c].length) {
                double share = (taken[c] + 0.5) / byClass[c].length;
                if (share < least) {
                    least = share;
                    next = c;
                }
            }
        }
        return next;
    }

    private int[][] shuffledByClass(Random random) {
        int[] counts = new int[classes];
        for (int i = 0; i < size(); i++) {
            counts[label(i)]++;
        }
        int[][] byClass = new int[classes][];
        for (int c = 0; c < classes; c++) {
            byClass[c] = new int[counts[c]];
        }
        for (int i = size() - 1; i >= 0; i--) {
            byClass[label(i)][--counts[label(i)]] = i;
        }
        for (int[] members : byClass) {
            shuffle(members, random);
        }
        return byClass;
    }

    private static void shuffle(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[other];
            values[other] = swapped;
        }
    }

    /** So many images: these, as often as it takes, one behind the other. Says how long a larger set would take. */
    public Examples repeated(int count) {
        byte[] morePixels = new byte[Math.multiplyExact(count, shape.pixels())];
        byte[] moreLabels = new byte[count];
        for (int from = 0; from < count; from += size()) {
            int some = Math.min(size(), count - from);
            System.arraycopy(pixels, 0, morePixels, from * shape.pixels(), some * shape.pixels());
            System.arraycopy(labels, 0, moreLabels, from, some);
        }
        return new Examples(shape, classes, morePixels, moreLabels);
    }

    /** Images {@code from} up to but not with {@code to}, in a copy. */
    Examples slice(int from, int to) {
        byte[] somePixels = Arrays.copyOfRange(pixels, from * shape.pixels(), to * shape.pixels());
        return new Examples(shape, classes, somePixels, Arrays.copyOfRange(labels, from, to));
    }
}
