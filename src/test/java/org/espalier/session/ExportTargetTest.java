package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.network.ModelSource;
import org.espalier.text.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an export may go. */
class ExportTargetTest {

    @TempDir
    private Path folder;

    private ModelSource source = new ModelSource.Demo("none");
    private Path out = Path.of("");

    @BeforeEach
    void save() throws IOException {
        Path model = Files.writeString(folder.resolve("residual.zip"), "a model");
        source = new ModelSource.File(model);
        out = folder.resolve("small.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "missing/small.zip, session.export.no-folder",
        ".,                 session.export.not-a-file",
        "residual.zip,      session.export.is-source",
        "./residual.zip,    session.export.is-source",
        "other.zip,         session.export.exists",
        "mine.zip,          session.export.not-ours",
    })
    void aPlaceWhereNothingShouldBeWrittenIsRefused(String name, String key) throws Exception {
        Files.writeString(folder.resolve("other.zip"), "other");
        Files.writeString(folder.resolve("mine.json"), "{\"mine\": true}");
        ExportTarget target = new ExportTarget(folder.resolve(name), false);
        assertEquals(
                key, assertThrows(Refused.class, () -> target.check(source)).key());
        assertEquals(List.of("mine.json", "other.zip", "residual.zip"), names());
    }

    @Test
    void whatMayBeReplacedIsAnExportAndNothingElse() throws Exception {
        Files.writeString(out, "old");
        new ExportTarget(out, true).check(source);
        Files.writeString(folder.resolve("small.json"), "{\"format\": \"espalier-export-1\"}");
        new ExportTarget(out, true).check(source);
        Files.writeString(folder.resolve("small.json"), "[1, 2]");
        assertEquals(
                "session.export.not-ours",
                assertThrows(Refused.class, () -> new ExportTarget(out, true).check(source))
                        .key());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeWrittenToIsRefused() {
        ExportTarget target = new ExportTarget(Path.of("/proc/small.zip"), false);
        if (Files.isDirectory(Path.of("/proc")) && !Files.isWritable(Path.of("/proc"))) {
            assertEquals(
                    "session.export.unwritable",
                    assertThrows(Refused.class, () -> target.check(source)).key());
        }
    }

    @Test
    void theFileBesideNeverHasTheModelsName() {
        assertEquals(Path.of("a.json"), new ExportTarget(Path.of("a.zip"), false).sideFile());
        assertEquals(Path.of("a.json.json"), new ExportTarget(Path.of("a.json"), false).sideFile());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
