package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

    @Test
    void eachSystemHasItsOwnPlaces() {
        assertEquals(
                new UserFolders(Path.of("/home/ada/.cache/espalier"), Path.of("/home/ada/.config/espalier")),
                UserFolders.of("Linux", "/home/ada", Map.of("XDG_CACHE_HOME", " ")));
        assertEquals(
                new UserFolders(
                        Path.of("/Users/ada/Library/Caches/Espalier"),
                        Path.of("/Users/ada/Library/Application Support/Espalier")),
                UserFolders.of("Mac OS X", "/Users/ada", Map.of()));
        assertEquals(
                new UserFolders(Path.of("/local/Espalier"), Path.of("/roaming/Espalier")),
                UserFolders.of("Windows 11", "/ada", Map.of("LOCALAPPDATA", "/local", "APPDATA", "/roaming")));
    }

    @Test
    void theEnvironmentHasTheLastWord() {
        assertEquals(
                new UserFolders(Path.of("/tmp/c/espalier"), Path.of("/tmp/s/espalier")),
                UserFolders.of("Linux", "/home/ada", Map.of("XDG_CACHE_HOME", "/tmp/c", "XDG_CONFIG_HOME", "/tmp/s")));
    }
}
