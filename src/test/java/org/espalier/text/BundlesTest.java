package org.espalier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {

    private static final Bundles OURS = new Bundles(Path.of("assets/text"));

    @Test
    void everySentenceIsThereInEveryLanguage() throws IOException {
        assertEquals("", String.join("\n", OURS.faults()));
    }

    @Test
    void everySentenceThatTheProgramAsksForIsThere() throws IOException {
        assertEquals("", String.join("\n", OURS.keysMissingFor(Path.of("src/main/java"))));
    }

    /** Help is asked for by picocli, and looked after by a test of its own. */
    @Test
    void everySentenceIsAskedForSomewhere() throws IOException {
        Collection<String> keys = OURS.english().keySet();
        keys.removeIf(key -> key.startsWith("help."));
        assertEquals(List.of(), new KeysInSources(Path.of("src/main/java")).unused(keys));
    }

    @Test
    void eachFaultIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("demo.properties"), """
                demo.good = {0} of {1}, don''t
                demo.twice = one
                demo.twice = two
                demo.only-english = x
                demo.arguments = {0} and {1}
                demo.empty =
                demo.apostrophe = don't {0}
                demo.broken = {0
                other.key = x
                """);
        Files.writeString(folder.resolve("demo_zh_CN.properties"), """
                demo.good = 共 {1} 之 {0}
                demo.twice = 二
                demo.only-chinese = 中
                demo.arguments = {0}
                demo.empty = 空
                demo.apostrophe = 不 {0}
                demo.broken = {0}
                other.key = 键
                """);
        Files.writeString(folder.resolve("alone.properties"), "alone.word = x");
        List<String> faults = new Bundles(folder).faults();
        for (String expected : List.of(
                "alone_zh_CN.properties is missing",
                "demo.properties: demo.twice stands there twice",
                "demo_zh_CN.properties: demo.only-english is missing",
                "demo_zh_CN.properties: demo.only-chinese is not in the English file",
                "demo_zh_CN.properties: demo.arguments uses the arguments [0], the English one [0, 1]",
                "demo.properties: demo.empty is empty",
                "demo.properties: demo.apostrophe has a single apostrophe",
                "demo.properties: demo.broken is no MessageFormat pattern",
                "demo.properties: other.key would be looked for in another file")) {
            assertTrue(faults.stream().anyMatch(fault -> fault.startsWith(expected)), expected + " not in " + faults);
        }
        assertEquals(9, faults.size(), faults::toString);
    }

    @Test
    void aKeyThatNobodyWroteIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("demo.properties"), "demo.known = x\ndemo.kind.dense = y");
        Files.writeString(folder.resolve("Asks.java"), """
                Text.of("demo.known", 1); Text.of("demo.kind." + kind); Text.english(
                        "demo.nowhere");
                throw new Refused("demo.unknown", name);
                throw new Refused(failure, "demo.reason");
                Text.of("demo.sort." + sort);
                """);
        List<String> missing = new Bundles(folder).keysMissingFor(folder);
        assertEquals(
                List.of("demo.nowhere", "demo.unknown", "demo.reason", "demo.sort."),
                missing.stream().map(line -> line.split("\"")[1]).toList());
    }

    @Test
    void aSentenceThatNobodyAsksForIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Asks.java"), """
                enum Kind { FULLY_DENSE, SPARSE }
                Text.of("demo.known"); Text.of("demo.kind." + kind); button("save");
                Text.of("demo." + id + ".tip");
                """);
        assertEquals(
                List.of("demo.kind.square", "demo.load.tip", "demo.save.hint", "demo.unknown"),
                new KeysInSources(folder)
                        .unused(List.of(
                                "demo.known",
                                "demo.unknown",
                                "demo.kind.fully-dense",
                                "demo.kind.sparse",
                                "demo.kind.square",
                                "demo.save.tip",
                                "demo.save.hint",
                                "demo.load.tip")));
    }
}
