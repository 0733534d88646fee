package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.text.Refused;

/** PyTorch scripts that the user names, in a folder of their own that goes with them, where they find their images. */
final class PeerScripts implements AutoCloseable {

    private final Path folder;

    private PeerScripts(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks before anything is measured; empty where Python has no torch.
     *
     * @throws Refused where the folder holds no scripts
     */
    static Optional<PeerScripts> find(Path scripts) throws Refused {
        if (!Files.isRegularFile(scripts.resolve("bench.py"))) {
            throw new Refused("cli.bench.no-scripts", scripts);
        }
        try {
            Process python = shell(scripts, "${PY:-python3} -c 'import torch'")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor() == 0 ? Optional.of(copyOf(scripts)) : Optional.empty();
        } catch (IOException noShell) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static PeerScripts copyOf(Path scripts) throws IOException {
        PeerScripts copy = new PeerScripts(Files.createTempDirectory("espalier-peer"));
        try (Stream<Path> files = Files.list(scripts)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.folder.resolve(file.getFileName().toString()));
            }
        }
        Files.createDirectories(copy.folder.resolve("out"));
        return copy;
    }

    /** A command in the peer's own environment. What goes wrong is said on our own standard error. */
    private static ProcessBuilder shell(Path folder, String command) {
        return new ProcessBuilder("bash", "-c", "[ -f env.sh ] && . ./env.sh; export MNIST_DIR=.; " + command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Where images are to be written, as MNIST's own files. */
    Path folder() {
        return folder;
    }

    /**
     * Runs a script in the peer's own environment.
     *
     * @param variables of the environment, as the shell sets them; may be empty
     * @return the JSON objects that it prints
     */
    List<Map<String, Object>> run(String variables, String call) throws IOException, Refused {
        Process process = shell(folder, variables + "${PY:-python3} " + call).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new Refused("cli.bench.peer", call);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused(stopped, "cli.bench.peer", call);
        }
        List<Map<String, Object>> records = new ArrayList<>();
        for (String line : output.lines().filter(each -> each.startsWith("{")).toList()) {
            records.add(JSON.std.mapFrom(line));
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
