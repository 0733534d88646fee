package org.espalier.session;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.espalier.measure.EngineSettings;
import org.espalier.network.AtomicWrite;
import org.espalier.network.UserFolders;
import org.espalier.text.Refused;

/**
 * What the user chose once and for all.
 *
 * @param language a language tag such as "zh-CN"; empty for the system's language
 * @param dark whether the dark theme is on
 * @param width of the window in pixels; 0 for the default
 * @param threads how many measure at once; 0 for one per core
 * @param cacheMegabytes memory for kept activations; 0 for a quarter of the machine's
 * @param shareOf what the sliders' shares are shown as
 * @param recent model files opened before, the newest first
 * @param training how trainings were last chosen to go
 */
public record Preferences(
        String language,
        boolean dark,
        double width,
        double height,
        int threads,
        long cacheMegabytes,
        ShareOf shareOf,
        List<String> recent,
        TrainingChoices training) {

    public static final Preferences DEFAULT =
            new Preferences("", false, 0, 0, 0, 0, ShareOf.UNITS, List.of(), TrainingChoices.DEFAULT);

    private static final int RECENT = 9;
    private static final long LARGEST_FILE = 64 * 1024;

    public Preferences {
        if (!(width >= 0 && width <= 100_000 && height >= 0 && height <= 100_000)) {
            throw new IllegalArgumentException("a window of " + width + " × " + height);
        }
        if (!(threads >= 0 && threads <= 1024 && cacheMegabytes >= 0 && cacheMegabytes <= 1 << 20)) {
            throw new IllegalArgumentException(threads + " threads and " + cacheMegabytes + " MB");
        }
        recent = List.copyOf(recent);
    }

    public Preferences withThreads(int count) {
        return new Preferences(language, dark, width, height, count, cacheMegabytes, shareOf, recent, training);
    }

    public Preferences withCacheMegabytes(long count) {
        return new Preferences(language, dark, width, height, threads, count, shareOf, recent, training);
    }

    /** How much of this machine measuring may take. */
    public EngineSettings engine() {
        return EngineSettings.chosen(threads, cacheMegabytes);
    }

    public Preferences withLanguage(String tag) {
        return new Preferences(tag, dark, width, height, threads, cacheMegabytes, shareOf, recent, training);
    }

    public Preferences withDark(boolean on) {
        return new Preferences(language, on, width, height, threads, cacheMegabytes, shareOf, recent, training);
    }

    public Preferences withSize(double newWidth, double newHeight) {
        return new Preferences(language, dark, newWidth, newHeight, threads, cacheMegabytes, shareOf, recent, training);
    }

    public Preferences withShareOf(ShareOf what) {
        return new Preferences(language, dark, width, height, threads, cacheMegabytes, what, recent, training);
    }

    public Preferences with(TrainingChoices choices) {
        return new Preferences(language, dark, width, height, threads, cacheMegabytes, shareOf, recent, choices);
    }

    /** With a file as the newest of the recent ones. */
    public Preferences withRecent(Path file) {
        List<String> files = new ArrayList<>(recent);
        String name = file.toAbsolutePath().toString();
        files.remove(name);
        files.add(0, name);
        return new Preferences(
                language,
                dark,
                width,
                height,
                threads,
                cacheMegabytes,
                shareOf,
                files.subList(0, Math.min(RECENT, files.size())),
                training);
    }

    /** Where the user's settings are kept on this system. */
    public static Path defaultFile() {
        return UserFolders.ofThisUser().settings().resolve("preferences.properties");
    }

    /**
     * Reads a file; the defaults where there is none.
     *
     * @throws Refused where it is damaged; the file is then moved aside, so that nothing in it is lost
     */
    public static Preferences read(Path file) throws Refused {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IllegalArgumentException("it is larger than settings can be");
            }
            Properties values = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
            return of(values);
        } catch (NoSuchFileException none) {
            return DEFAULT;
        } catch (IOException | IllegalArgumentException damaged) {
            Path aside = aside(file);
            throw new Refused(damaged, "session.preferences-damaged", file, aside);
        }
    }

    private static Preferences of(Properties values) {
        List<String> recent = new ArrayList<>();
        for (int i = 0; i < RECENT; i++) {
            String name = values.getProperty("recent." + i);
            if (name != null) {
                recent.add(Path.of(name).toString());
            }
        }
        return new Preferences(
                values.getProperty("language", ""),
                truth(values.getProperty("dark", "false")),
                Double.parseDouble(values.getProperty("width", "0")),
                Double.parseDouble(values.getProperty("height", "0")),
                Integer.parseInt(values.getProperty("engine.threads", "0")),
                Long.parseLong(values.getProperty("engine.cacheMegabytes", "0")),
                ShareOf.valueOf(values.getProperty("shareOf", ShareOf.UNITS.name())),
                recent,
                TrainingChoices.read(values));
    }

    private static boolean truth(String word) {
        if (!word.equals("true") && !word.equals("false")) {
            throw new IllegalArgumentException("\"" + word + "\" is neither true nor false");
        }
        return word.equals("true");
    }

    private static Path aside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return aside;
        } catch (IOException staysWhereItIs) {
            return file;
        }
    }

    /** Writes a file, whole or not at all. */
    public void write(Path file) throws IOException {
        Properties values = new Properties();
        values.setProperty("language", language);
        values.setProperty("dark", Boolean.toString(dark));
        values.setProperty("width", Double.toString(width));
        values.setProperty("height", Double.toString(height));
        values.setProperty("engine.threads", Integer.toString(threads));
        values.setProperty("engine.cacheMegabytes", Long.toString(cacheMegabytes));
        values.setProperty("shareOf", shareOf.name());
        training.write(values);
        for (int i = 0; i < recent.size(); i++) {
            values.setProperty("recent." + i, recent.get(i));
        }
        StringWriter text = new StringWriter();
        values.store(text, null);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicWrite.write(file, out -> out.write(bytes));
    }
}
