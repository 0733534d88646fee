package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {

    @Test
    void onceTheEngineRunsAllOfThemAreUnpacked() throws IOException {
        NativeSetup.start();
        NativeLibraries libraries = NativeLibraries.find();
        assertTrue(libraries.bytes() > 50_000_000, "found " + libraries.bytes() + " bytes");
        assertEquals(libraries.bytes(), libraries.unpacked());
    }
}
