package org.espalier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRulesTest {

    private static final SourceRules PROGRAM = new SourceRules(Path.of("src/main"));

    @Test
    void onlyJobRunnersCatchEverything() throws IOException {
        assertNothing(PROGRAM.catchesOfEverything());
    }

    @Test
    void looksAreSetInStyleSheets() throws IOException {
        assertNothing(PROGRAM.inlineStyles());
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        assertNothing(new SourceRules(Path.of("src")).unfinishedWork());
    }

    @Test
    void aSeededCatchIsFound(@TempDir Path folder) throws IOException {
        write(folder, "network/Bad.java", "try {\n} catch (IOException | Exception e) {\n}");
        write(folder, "network/Worse.java", "try {\n} catch (final Throwable e) {\n}");
        write(folder, "network/Good.java", "try {\n} catch (IOException e) {\n}");
        write(folder, "job/DirectJobRunner.java", "try {\n} catch (Exception e) {\n}");
        assertFound(new SourceRules(folder).catchesOfEverything(), "network/Bad.java:2", "network/Worse.java:2");
    }

    @Test
    void aSeededStyleIsFound(@TempDir Path folder) throws IOException {
        write(folder, "ui/chart/Bad.java", "node.setStyle(\"-fx-fill: red\");");
        write(folder, "ui/style/Fonts.java", "root.setStyle(family);");
        assertFound(new SourceRules(folder).inlineStyles(), "ui/chart/Bad.java:1");
    }

    @Test
    void aSeededReminderIsFound(@TempDir Path folder) throws IOException {
        write(folder, "Bad.java", "// TO" + "DO later");
        assertFound(new SourceRules(folder).unfinishedWork(), "Bad.java:1");
    }

    private static void assertNothing(List<String> found) {
        assertEquals("", String.join("\n", found));
    }

    private static void assertFound(List<String> found, String... places) {
        assertEquals(places.length, found.size(), found::toString);
        for (int i = 0; i < places.length; i++) {
            assertEquals(true, found.get(i).contains(places[i] + " "), found.get(i));
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
