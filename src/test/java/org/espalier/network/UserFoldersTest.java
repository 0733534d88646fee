package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

    @Test
    void eachSystemHasItsOwnPlaces() {
        assertEquals(
                new UserFolders(Path.of("/people/ada/.cache/espalier"), Path.of("/people/ada/.config/espalier")),
                UserFolders.of("Linux", "/people/ada", Map.of("XDG_CACHE_HOME", " ")));
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
                new UserFolders(Path.of("/fast/c/espalier"), Path.of("/fast/s/espalier")),
                UserFolders.of(
                        "Linux", "/people/ada", Map.of("XDG_CACHE_HOME", "/fast/c", "XDG_CONFIG_HOME", "/fast/s")));
    }
}
