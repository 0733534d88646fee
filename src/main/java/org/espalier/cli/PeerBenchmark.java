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
import org.espalier.data.DataSet;
import org.espalier.data.IdxExport;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.session.Benchmark;
import org.espalier.text.Refused;

/**
 * The same work in PyTorch, through scripts that the user names, in turn with ours. Both run the same images; the
 * peer trains a network of its own of the same shape first.
 */
final class PeerBenchmark {

    private static final int TURNS = 2;
    private static final String SELECT = """
            import torch, time
            w = (torch.rand(10_000_000) + torch.rand(10_000_000) + torch.rand(10_000_000) - 1.5).abs()
            best = []
            for threads in (1, 2):
                torch.set_num_threads(threads)
                times = []
                for i in range(9):
                    t = time.perf_counter(); w.kthvalue(5_000_000); times.append(time.perf_counter() - t)
                best.append(sorted(times)[4])
            print('{"ms": %f}' % (min(best) * 1000))
            """;

    private final Benchmark benchmark;
    private final DataSet data;
    private final Path scripts;

    private PeerBenchmark(Benchmark benchmark, DataSet data, Path scripts) {
        this.benchmark = benchmark;
        this.data = data;
        this.scripts = scripts;
    }

    /**
     * Looks before anything is measured; empty where Python has no torch.
     *
     * @throws Refused where the folder holds no scripts
     */
    static Optional<PeerBenchmark> find(Benchmark benchmark, DataSet data, Path scripts) throws Refused {
        if (!Files.isRegularFile(scripts.resolve("bench.py"))) {
            throw new Refused("cli.bench.no-scripts", scripts);
        }
        try {
            Process python = shell(scripts, "${PY:-python3} -c 'import torch'")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor() == 0 ? Optional.of(new PeerBenchmark(benchmark, data, scripts)) : Optional.empty();
        } catch (IOException noShell) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A command in the peer's own environment. What goes wrong is said on our own standard error. */
    private static ProcessBuilder shell(Path folder, String command) {
        return new ProcessBuilder("bash", "-c", "[ -f env.sh ] && . ./env.sh; export MNIST_DIR=.; " + command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    void run() throws Refused, JobCancelled {
        try {
            Path folder = Files.createTempDirectory("espalier-peer");
            try {
                run(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException failed) {
            throw new Refused(failed, "cli.bench.peer", String.valueOf(failed.getMessage()));
        }
    }

    private void run(Path folder) throws IOException, Refused, JobCancelled {
        copyScripts(folder);
        IdxExport.write(data.examples(Split.TRAINING), folder, "train");
        IdxExport.write(data.examples(Split.VALIDATION), folder, "t10k");
        python(folder, "", "train.py mnist 128 1");
        List<Double> eager = new ArrayList<>();
        List<Double> blocked = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            eager.add(best(python(folder, "ENG=eager ", "bench.py eval"), "torch-eager"));
            benchmark.evaluate();
            double ours = number("evaluate.seconds");
            blocked.add(best(python(folder, "ENG=mkldnn ", "bench.py eval"), "torch-mkldnn") / ours);
            eager.set(turn, eager.get(turn) / ours);
        }
        benchmark.put("peer.evaluate.eagerRatio", mean(eager));
        benchmark.put("peer.evaluate.oneDnnRatio", mean(blocked));
        List<Map<String, Object>> sweeps = python(folder, "SWEEP=naive,cached ", "bench.py sweep");
        double naive = best(sweeps, "torch-eager naive");
        double cached = best(sweeps, "torch-eager prefix-cached");
        benchmark.sweeps();
        benchmark.put("peer.sweep.filtersAgainstNaive", naive / number("sweep.filters.seconds"));
        benchmark.put("peer.sweep.weightsAgainstNaive", naive / number("sweep.weights.seconds"));
        benchmark.put("peer.sweep.weightsAgainstCached", cached / number("sweep.weights.seconds"));
        Files.writeString(folder.resolve("select.py"), SELECT, StandardCharsets.UTF_8);
        double kth = ((Number) python(folder, "", "select.py").get(0).getOrDefault("ms", 0)).doubleValue();
        benchmark.selections();
        benchmark.put("peer.select.kthvalueMs", kth);
        benchmark.put("peer.select.ratio", kth / number("select.10000000.ms"));
    }

    private double number(String path) {
        return ((Number) benchmark.figure(path)).doubleValue();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The shortest median of an engine over its numbers of threads and batch sizes: the peer at its best. */
    private static double best(List<Map<String, Object>> records, String engine) throws Refused {
        return records.stream()
                .filter(each -> engine.equals(each.get("engine")) && each.get("median_s") instanceof Number)
                .mapToDouble(each -> ((Number) each.get("median_s")).doubleValue())
                .min()
                .orElseThrow(() -> new Refused("cli.bench.peer", engine));
    }

    /** Runs a script in the peer's own environment; gives the JSON objects that it prints. */
    private static List<Map<String, Object>> python(Path folder, String variables, String call)
            throws IOException, Refused {
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

    private void copyScripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(scripts)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        Files.createDirectories(folder.resolve("out"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
