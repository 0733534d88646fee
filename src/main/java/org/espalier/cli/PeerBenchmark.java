package org.espalier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    PeerBenchmark(Benchmark benchmark, DataSet data) {
        this.benchmark = benchmark;
        this.data = data;
    }

    void run(PeerScripts peer) throws IOException, Refused, JobCancelled {
        Path folder = peer.folder();
        IdxExport.write(data.examples(Split.TRAINING), folder, "train");
        IdxExport.write(data.examples(Split.VALIDATION), folder, "t10k");
        peer.run("", "train.py mnist 128 1");
        List<Double> eager = new ArrayList<>();
        List<Double> blocked = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            eager.add(best(peer.run("ENG=eager ", "bench.py eval"), "torch-eager"));
            benchmark.evaluate();
            double ours = number("evaluate.seconds");
            blocked.add(best(peer.run("ENG=mkldnn ", "bench.py eval"), "torch-mkldnn") / ours);
            eager.set(turn, eager.get(turn) / ours);
        }
        benchmark.put("peer.evaluate.eagerRatio", mean(eager));
        benchmark.put("peer.evaluate.oneDnnRatio", mean(blocked));
        List<Map<String, Object>> sweeps = peer.run("SWEEP=naive,cached ", "bench.py sweep");
        double naive = best(sweeps, "torch-eager naive");
        double cached = best(sweeps, "torch-eager prefix-cached");
        benchmark.sweeps();
        benchmark.put("peer.sweep.filtersAgainstNaive", naive / number("sweep.filters.seconds"));
        benchmark.put("peer.sweep.weightsAgainstNaive", naive / number("sweep.weights.seconds"));
        benchmark.put("peer.sweep.weightsAgainstCached", cached / number("sweep.weights.seconds"));
        Files.writeString(folder.resolve("select.py"), SELECT, StandardCharsets.UTF_8);
        double kth = least(peer.run("", "select.py").stream(), "ms", "select.py");
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
        return least(records.stream().filter(each -> engine.equals(each.get("engine"))), "median_s", engine);
    }

    /** @param of what is missing where no record has the figure */
    private static double least(Stream<Map<String, Object>> records, String figure, String of) throws Refused {
        return records.filter(each -> each.get(figure) instanceof Number)
                .mapToDouble(each -> ((Number) each.get(figure)).doubleValue())
                .min()
                .orElseThrow(() -> new Refused("cli.bench.peer", of));
    }
}
