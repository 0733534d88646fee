package org.espalier.network;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a system wants a user's files to be.
 *
 * @param cache for what can be made again
 * @param settings for what the user chose
 */
public record UserFolders(Path cache, Path settings) {

    /** Those of the user who runs the program. */
    public static UserFolders ofThisUser() {
        return of(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    static UserFolders of(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            Path library = Path.of(home, "Library");
            return new UserFolders(
                    library.resolve("Caches").resolve("Espalier"),
                    library.resolve("Application Support").resolve("Espalier"));
        }
        boolean windows = name.contains("win");
        String cache = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        String settings = environment.getOrDefault(windows ? "APPDATA" : "XDG_CONFIG_HOME", "");
        String own = windows ? "Espalier" : "espalier";
        return new UserFolders(
                folder(cache, home, windows ? "" : ".cache").resolve(own),
                folder(settings, home, windows ? "" : ".config").resolve(own));
    }

    private static Path folder(String named, String home, String otherwise) {
        return named.isBlank() ? Path.of(home, otherwise) : Path.of(named);
    }
}
