package org.espalier.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffScreenTest {

    @Test
    void linuxWithoutADisplayDrawsIntoMemory() {
        assertEquals("Monocle", OffScreen.settings("Linux", Map.of()).get("glass.platform"));
        assertEquals(
                "Monocle", OffScreen.settings("Linux", Map.of("DISPLAY", "")).get("glass.platform"));
        assertEquals(
                "Monocle",
                OffScreen.settings("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"))
                        .get("glass.platform"));
    }

    @Test
    void aCommandLineIsReadWithItsEmptyWords() {
        assertEquals(List.of("java", "-jar", "a b.jar", ""), OffScreen.words("java\0-jar\0a b.jar\0\0"));
    }

    @Test
    void aDisplayIsUsed() {
        assertEquals(Map.of(), OffScreen.settings("Linux", Map.of("DISPLAY", ":0")));
        assertEquals(Map.of(), OffScreen.settings("Windows 11", Map.of()));
        assertEquals(Map.of(), OffScreen.settings("Mac OS X", Map.of()));
    }
}
