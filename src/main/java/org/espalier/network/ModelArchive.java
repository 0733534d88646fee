package org.espalier.network;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.espalier.text.Refused;

/**
 * The two entries of a DL4J zip that make a network, taken out of an untrusted file.
 *
 * @param configuration the network's structure, JSON in UTF-8
 * @param coefficients all weights in one array
 * @param ignored entries that were not opened, of which the user should know
 * @param file what the file is recognised by
 */
record ModelArchive(byte[] configuration, byte[] coefficients, List<String> ignored, StoredForm.Fingerprint file) {

    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";
    private static final String UPDATER = "updaterState.bin";
    private static final String NO_WEIGHTS = "noParams.marker";
    private static final int MOST_ENTRIES = 32;
    private static final long MOST_CONFIGURATION = 32L << 20;
    private static final long MOST_COEFFICIENTS = 1L << 30;
    private static final long ALWAYS_INFLATED = 64L << 20;
    private static final int MOST_RATIO = 300;

    /** Reads the zip from its start; whatever other parsers would make of the same bytes is never asked. */
    static ModelArchive read(InputStream stream, String file) throws Refused {
        try (Counted raw = new Counted(stream);
                ZipInputStream zip = new ZipInputStream(raw)) {
            return new Reading(raw, zip, file).run();
        } catch (EOFException cutShort) {
            throw new Refused(cutShort, "model.truncated", file);
        } catch (ZipException damaged) {
            throw new Refused(damaged, "model.damagedZip", file, String.valueOf(damaged.getMessage()));
        } catch (IOException unreadable) {
            throw new Refused(unreadable, "model.unreadable", file, String.valueOf(unreadable.getMessage()));
        } catch (IllegalArgumentException badName) {
            throw new Refused(badName, "model.damagedZip", file, String.valueOf(badName.getMessage()));
        }
    }

    /** One pass over the entries. */
    private static final class Reading {

        private final Counted raw;
        private final ZipInputStream zip;
        private final String file;
        private final Set<String> seen = new HashSet<>();
        private final List<String> ignored = new ArrayList<>();
        private long inflated;

        Reading(Counted raw, ZipInputStream zip, String file) {
            this.raw = raw;
            this.zip = zip;
            this.file = file;
        }

        ModelArchive run() throws IOException, Refused {
            byte[] configuration = null;
            byte[] coefficients = null;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!seen.add(name) || seen.size() > MOST_ENTRIES) {
                    throw new Refused("model.strangeZip", file, shown(name));
                }
                if (name.equals(CONFIGURATION)) {
                    configuration = content(name, MOST_CONFIGURATION);
                } else if (name.equals(COEFFICIENTS)) {
                    coefficients = content(name, MOST_COEFFICIENTS);
                } else {
                    skip(name);
                }
            }
            if (configuration == null) {
                throw new Refused(seen.contains("config.json") ? "model.keras" : "model.notDl4j", file);
            }
            if (coefficients == null) {
                throw new Refused("model.noWeights", file, COEFFICIENTS);
            }
            return new ModelArchive(configuration, coefficients, List.copyOf(ignored), raw.fingerprintOfAll());
        }

        private byte[] content(String name, long most) throws IOException, Refused {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] chunk = new byte[1 << 16];
            for (int n = zip.read(chunk); n >= 0; n = zip.read(chunk)) {
                count(n, name);
                if (content.size() + (long) n > most) {
                    throw new Refused("model.entryTooLarge", file, name, most >> 20);
                }
                content.write(chunk, 0, n);
            }
            return content.toByteArray();
        }

        private void skip(String name) throws IOException, Refused {
            if (!name.equals(UPDATER) && !name.equals(NO_WEIGHTS)) {
                ignored.add(shown(name));
            }
            byte[] chunk = new byte[1 << 16];
            for (int n = zip.read(chunk); n >= 0; n = zip.read(chunk)) {
                count(n, name);
            }
        }

        private void count(int bytes, String name) throws Refused {
            inflated += bytes;
            if (inflated > ALWAYS_INFLATED + MOST_RATIO * raw.count) {
                throw new Refused("model.bomb", file, shown(name));
            }
        }

        private static String shown(String name) {
            String plain = name.replaceAll("\\p{Cntrl}", "?");
            return plain.length() <= 60 ? plain : plain.substring(0, 60) + "\u2026";
        }
    }

    /** Knows how many compressed bytes have been read, and their checksum. */
    private static final class Counted extends FilterInputStream {

        private final MessageDigest digest;
        private long count;

        Counted(InputStream in) {
            super(in);
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                count++;
                digest.update((byte) value);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            if (n > 0) {
                count += n;
                digest.update(target, offset, n);
            }
            return n;
        }

        /** Reads on to the end of the file, behind what made up the zip's entries. */
        StoredForm.Fingerprint fingerprintOfAll() throws IOException {
            transferTo(OutputStream.nullOutputStream());
            return new StoredForm.Fingerprint(HexFormat.of().formatHex(digest.digest()), count);
        }
    }
}
