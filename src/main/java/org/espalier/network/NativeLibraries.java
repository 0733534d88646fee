package org.espalier.network;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The native libraries inside the jars that the program was started with, and how much of them is unpacked. */
public final class NativeLibraries {

    private static final Pattern JARS = Pattern.compile(".*/(nd4j-native|openblas|javacpp)-[^/]*\\.jar!/.*");
    private static final Pattern LIBRARIES = Pattern.compile(".*\\.(dll|dylib|so)(\\.[0-9]+)*");

    private final Map<Path, Long> sizes;

    private NativeLibraries(Map<Path, Long> sizes) {
        this.sizes = sizes;
    }

    /** Looks through the jars, which takes a moment. */
    public static NativeLibraries find() throws IOException {
        Map<Path, Long> sizes = new LinkedHashMap<>();
        ClassLoader jars = NativeLibraries.class.getClassLoader();
        for (URL manifest : Collections.list(jars.getResources(JarFile.MANIFEST_NAME))) {
            if (JARS.matcher(manifest.toString()).matches()) {
                URLConnection connection = manifest.openConnection();
                if (connection instanceof JarURLConnection inJar) {
                    add(inJar, NativeSetup.cache(), sizes);
                }
            }
        }
        return new NativeLibraries(sizes);
    }

    /** JavaCPP unpacks an entry to its own path below a folder named like the jar. */
    private static void add(JarURLConnection inJar, Path cache, Map<Path, Long> sizes) throws IOException {
        inJar.setUseCaches(false);
        try (JarFile jar = inJar.getJarFile()) {
            Path folder = cache.resolve(String.valueOf(Path.of(jar.getName()).getFileName()));
            jar.stream()
                    .filter(entry -> LIBRARIES.matcher(entry.getName()).matches())
                    .forEach(entry -> sizes.put(folder.resolve(entry.getName()), entry.getSize()));
        }
    }

    /** All of them, in bytes. */
    public long bytes() {
        return sizes.values().stream().mapToLong(size -> size).sum();
    }

    /** What of them lies unpacked, in bytes. */
    public long unpacked() {
        return sizes.keySet().stream().mapToLong(NativeLibraries::sizeOf).sum();
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThere) {
            return 0;
        }
    }
}
