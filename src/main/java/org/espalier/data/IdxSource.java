package org.espalier.data;

import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The splits of a place that holds IDX files: our names (training-, validation-, t10k-) or the official ones
 * (train-, t10k-).
 *
 * <p>The official names know no validation split: it is then the first 10,000 training images, and training is
 * the rest. The embedded sets are cut at the same place.
 */
record IdxSource(Place place, int classes) implements DataSet.Source {

    static final int OFFICIAL_VALIDATION = 10_000;
    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";

    /** A folder of the file system or of the class path. */
    interface Place {

        /** The file of this name, with or without ".gz" behind it; null if there is neither. */
        @Nullable
        Found find(String name);

        /** What messages call a file that should be in here. */
        String nameOf(String file);
    }

    /** A file that exists: what messages call it, and how it is opened. */
    record Found(String name, IdxFile.Opener opener) {}

    @Override
    public boolean has(Split split) {
        return place.find(prefix(split) + IMAGES) != null;
    }

    @Override
    public Examples read(Split split) throws Refused {
        String prefix = prefix(split);
        Examples all = read(prefix);
        if (!prefix.equals("train") || (ownValidation() && split == Split.TRAINING)) {
            return all;
        }
        if (all.size() <= OFFICIAL_VALIDATION) {
            throw new Refused("data.tooFewToSplit", place.nameOf(prefix + IMAGES), all.size(), OFFICIAL_VALIDATION);
        }
        return split == Split.VALIDATION
                ? all.slice(0, OFFICIAL_VALIDATION)
                : all.slice(OFFICIAL_VALIDATION, all.size());
    }

    private boolean ownValidation() {
        return place.find("validation" + IMAGES) != null;
    }

    private String prefix(Split split) {
        return switch (split) {
            case TEST -> "t10k";
            case TRAINING -> place.find("training" + IMAGES) != null ? "training" : "train";
            case VALIDATION -> {
                boolean ours = ownValidation() || place.find("training" + IMAGES) != null;
                yield ours ? "validation" : "train";
            }
        };
    }

    private Examples read(String prefix) throws Refused {
        Found imageFile = existing(prefix + IMAGES);
        Found labelFile = existing(prefix + LABELS);
        IdxFile images = IdxFile.read(imageFile.opener(), imageFile.name(), 3);
        IdxFile labels = IdxFile.read(labelFile.opener(), labelFile.name(), 1);
        if (images.lengths()[0] != labels.lengths()[0]) {
            throw new Refused(
                    "data.countsDiffer", imageFile.name(), images.lengths()[0], labelFile.name(), labels.lengths()[0]);
        }
        checkLabels(labels.values(), labelFile.name());
        return new Examples(shape(images, imageFile.name()), classes, images.values(), labels.values());
    }

    private Found existing(String name) throws Refused {
        Found found = place.find(name);
        if (found == null) {
            throw new Refused("data.missing", place.nameOf(name + ".gz"), name);
        }
        return found;
    }

    private void checkLabels(byte[] labels, String file) throws Refused {
        for (int i = 0; i < labels.length; i++) {
            int label = Byte.toUnsignedInt(labels[i]);
            if (label >= classes) {
                throw new Refused("data.labelOutOfRange", file, i, label, classes, ClassNames.FILE);
            }
        }
    }

    private static ImageShape shape(IdxFile images, String file) throws Refused {
        try {
            return new ImageShape(images.lengths()[1], images.lengths()[2], 1);
        } catch (IllegalArgumentException tooBig) {
            throw new Refused(tooBig, "data.badShape", file, images.lengths()[1], images.lengths()[2]);
        }
    }
}
