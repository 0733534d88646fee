package org.espalier.data;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.data.IdxSource.Found;
import org.espalier.data.IdxSource.Place;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Finds data sets: those inside the program, and folders with IDX files.
 *
 * <p>Splits of the official MNIST files (train-, t10k-): validation is the first 10,000 images of train-,
 * training is all its other images, test is t10k-. The embedded sets have the same validation and test images;
 * of the training images they hold the first 10,000.
 */
public final class DataSets {

    private static final Map<String, List<String>> EMBEDDED = Map.of(
            "mnist",
            ClassNames.DIGITS,
            "fashion-mnist",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"));

    private DataSets() {}

    /** The names of the sets inside the program. */
    public static List<String> embeddedNames() {
        return EMBEDDED.keySet().stream().sorted().toList();
    }

    /**
     * A set by what {@link DataSet#name} says: an embedded name, or else the path of a folder.
     *
     * @throws Refused if it is neither
     */
    public static DataSet named(String name) throws Refused {
        if (EMBEDDED.containsKey(name)) {
            return embedded(name);
        }
        // To Java, no name at all is the folder that the program was started in.
        if (name.isBlank()) {
            throw unknown(name);
        }
        try {
            return open(Path.of(name));
        } catch (InvalidPathException noPath) {
            throw unknown(name);
        }
    }

    /** A set inside the program: "mnist" or "fashion-mnist". */
    public static DataSet embedded(String name) throws Refused {
        List<String> classNames = EMBEDDED.get(name);
        if (classNames == null) {
            throw unknown(name);
        }
        Place place = new ClassPathFolder("/assets/" + name + "/");
        return new DataSet(name, classNames, new IdxSource(place, classNames.size()));
    }

    /**
     * A folder with IDX files, gzipped (.gz) or plain: training-, validation- and t10k-, or the official train- and
     * t10k-, each followed by images-idx3-ubyte and labels-idx1-ubyte. A file classes.txt beside them names the
     * classes, one per line; without it they are the ten digits.
     *
     * @throws Refused if the folder holds no images under such a name, or classes.txt cannot be used
     */
    public static DataSet open(Path folder) throws Refused {
        if (!Files.isDirectory(folder)) {
            throw unknown(folder.toString());
        }
        Path place = folder.toAbsolutePath().normalize();
        List<String> classNames = ClassNames.read(place);
        IdxSource source = new IdxSource(new DiskFolder(place), classNames.size());
        DataSet set = new DataSet(place.toString(), classNames, source);
        for (Split split : Split.values()) {
            if (set.has(split)) {
                return set;
            }
        }
        throw new Refused("data.nothingHere", place.toString());
    }

    /** What the labels of an embedded set mean. */
    static List<String> classNamesOf(String embedded) {
        return Objects.requireNonNull(EMBEDDED.get(embedded), embedded);
    }

    static Place onDisk(Path folder) {
        return new DiskFolder(folder);
    }

    private static Refused unknown(String name) {
        return new Refused("data.unknown", name, String.join(", ", embeddedNames()));
    }

    private record DiskFolder(Path folder) implements Place {

        @Override
        public @Nullable Found find(String name) {
            for (String file : List.of(name + ".gz", name)) {
                Path path = folder.resolve(file);
                if (Files.isRegularFile(path)) {
                    return new Found(path.toString(), () -> Files.newInputStream(path));
                }
            }
            return null;
        }

        @Override
        public String nameOf(String file) {
            return folder.resolve(file).toString();
        }
    }

    private record ClassPathFolder(String folder) implements Place {

        @Override
        public @Nullable Found find(String name) {
            URL url = DataSets.class.getResource(folder + name + ".gz");
            return url == null ? null : new Found(nameOf(name + ".gz"), url::openStream);
        }

        @Override
        public String nameOf(String file) {
            return folder.substring(1) + file;
        }
    }
}
