package org.espalier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine's line in a table of measurements. */
final class ThisMachine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private ThisMachine() {}

    static Map<String, Object> describe(int threads) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("threads", threads);
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("java", System.getProperty("java.version"));
        return facts;
    }

    /** As the system names it; its architecture where it does not. */
    private static String processor() {
        if (Files.isReadable(CPU_INFO)) {
            try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch", ""));
            } catch (IOException unreadable) {
                return System.getProperty("os.arch", "");
            }
        }
        return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch", ""));
    }
}
