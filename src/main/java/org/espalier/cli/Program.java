package org.espalier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.text.Refused;

/** This program in a process of its own: for what can be measured once per process only. */
final class Program {

    private static final String MAIN = "org.espalier.Espalier";

    private final List<String> options;

    /** @param options for its virtual machine */
    Program(String... options) {
        this.options = List.of(options);
    }

    /** What it printed, and wall time from before its start to behind its end. */
    record Result(String output, double seconds) {}

    Result run(String... arguments) throws Refused {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.addAll(List.of(arguments));
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new Refused("cli.bench.child", String.join(" ", arguments), status);
            }
            return new Result(output, (System.nanoTime() - start) / 1e9);
        } catch (IOException notStarted) {
            throw new Refused(notStarted, "cli.bench.not-started", command.get(0));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused(stopped, "cli.bench.not-started", command.get(0));
        }
    }
}
