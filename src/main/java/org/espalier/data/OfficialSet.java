package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.espalier.data.IdxSource.Found;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The complete MNIST and Fashion-MNIST as published: 60,000 and 10,000 images, which the program does not carry.
 *
 * <p>Opened from a folder and checked byte for byte by checksum, because what is trained on them is compared with
 * published figures.
 */
public enum OfficialSet {
    MNIST(
            "mnist",
            "SHA-256",
            Map.of(
                    "train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    "train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    "t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    "t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
    FASHION_MNIST(
            "fashion-mnist",
            "MD5",
            Map.of(
                    "train-images-idx3-ubyte", "f4a8712d7a061bf5bd6d2ca38dc4d50a",
                    "train-labels-idx1-ubyte", "9018921c3c673c538a1fc5bad174d6f9",
                    "t10k-images-idx3-ubyte", "8181f5470baa50b63fa0f6fddb340f0a",
                    "t10k-labels-idx1-ubyte", "15d484375f8d13e6eb1aabb0c3f46965"));

    private static final long LONGEST_FILE = 16 + 60_000L * 28 * 28;

    private final String title;
    private final String algorithm;
    private final Map<String, String> checksums;

    OfficialSet(String title, String algorithm, Map<String, String> checksums) {
        this.title = title;
        this.algorithm = algorithm;
        this.checksums = checksums;
    }

    /** The embedded set that is a part of this one. */
    public String title() {
        return title;
    }

    /**
     * Opens the four official files, gzipped (.gz) or plain. Validation is the first 10,000 images of the training
     * file, training its other 50,000, test the test file.
     *
     * @throws Refused if a file is missing, or is not the published one
     */
    public DataSet open(Path folder) throws Refused {
        Path place = folder.toAbsolutePath().normalize();
        IdxSource.Place files = new OfficialFiles(DataSets.onDisk(place));
        for (String name : checksums.keySet().stream().sorted().toList()) {
            Found file = files.find(name);
            if (file == null) {
                throw new Refused("data.missing", place.resolve(name).toString(), name + ".gz");
            }
            String expected = checksums.get(name);
            if (!checksum(file).equals(expected)) {
                throw new Refused("data.notThePublished", file.name(), title);
            }
        }
        List<String> classNames = DataSets.classNamesOf(title);
        return new DataSet(title, classNames, new IdxSource(files, classNames.size()));
    }

    private String checksum(Found file) throws Refused {
        try (InputStream raw = file.opener().open();
                InputStream in = file.name().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] chunk = new byte[1 << 16];
            long seen = 0;
            for (int n = in.read(chunk); n >= 0 && seen <= LONGEST_FILE; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                seen += n;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new Refused(unreadable, "data.unreadable", file.name(), String.valueOf(unreadable.getMessage()));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A folder of which only the official names are seen. */
    private record OfficialFiles(IdxSource.Place folder) implements IdxSource.Place {

        @Override
        public @Nullable Found find(String name) {
            return name.startsWith("train-") || name.startsWith("t10k-") ? folder.find(name) : null;
        }

        @Override
        public String nameOf(String file) {
            return folder.nameOf(file);
        }
    }
}
