package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.data.DataSets;
import org.espalier.job.JobCancelled;
import org.espalier.job.Workers;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelSource;
import org.espalier.session.Benchmark;
import org.espalier.session.Experiment;
import org.espalier.session.TrainingBenchmark;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how fast the engine is on this machine. */
@Command(name = "bench", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "MODEL", descriptionKey = "model", defaultValue = "article-cnn")
    private String model = "";

    @Option(names = "--data", paramLabel = "DATA", defaultValue = "mnist")
    private String data = "";

    @Option(names = "--threads", paramLabel = "N")
    private @Nullable Integer threads;

    @Option(names = "--peer", paramLabel = "DIR")
    private @Nullable Path peer;

    @Option(names = "--training")
    private boolean training;

    @Option(names = "--turns", paramLabel = "N", defaultValue = "3")
    private int turns;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--dl4j-only", hidden = true)
    private boolean dl4jOnly;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        int lanes = threads == null ? Workers.cores() : threads;
        if (lanes < 1) {
            throw new Refused("cli.bench.threads", lanes);
        }
        if (turns < 3 || turns > 100) {
            throw new Refused("cli.bench.turns", turns);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        EngineSettings settings = EngineSettings.ofThisMachine().withThreads(lanes);
        try (Experiment experiment = Experiment.open(ModelSource.named(model), DataSets.named(data), settings)) {
            Benchmark benchmark = new Benchmark(experiment, path -> {
                err.println(path);
                err.flush();
            });
            if (dl4jOnly) {
                benchmark.dl4j();
                out.println(benchmark.figure("dl4j.seconds"));
                return CommandLineInterface.DONE;
            }
            Optional<PeerScripts> scripts = peer == null ? Optional.empty() : PeerScripts.find(peer);
            if (peer != null && scripts.isEmpty()) {
                err.println(Text.of("cli.bench.no-torch"));
            }
            try {
                measure(benchmark, experiment, lanes, scripts);
            } finally {
                if (scripts.isPresent()) {
                    scripts.get().close();
                }
            }
            print(benchmark.figures(), out);
        }
        return CommandLineInterface.DONE;
    }

    private void measure(Benchmark benchmark, Experiment experiment, int lanes, Optional<PeerScripts> scripts)
            throws JobCancelled, Refused, IOException {
        ThisMachine.describe(lanes).forEach((name, value) -> benchmark.put("machine." + name, value));
        if (training) {
            try (TrainingBenchmark epochs = new TrainingBenchmark(experiment, benchmark, turns)) {
                new PeerTraining(epochs, lanes).run(turns, scripts);
            }
            return;
        }
        measure(benchmark);
        if (scripts.isPresent()) {
            new PeerBenchmark(benchmark, experiment.data()).run(scripts.get());
        }
        benchmark.ratios();
    }

    private void measure(Benchmark benchmark) throws JobCancelled, Refused {
        benchmark.evaluate();
        benchmark.dl4j();
        benchmark.put("dl4jRepaired.seconds", benchmark.figure("dl4j.seconds"));
        Program asShipped = new Program("-Dorg.eclipse.deeplearning4j.helpers.disable=true");
        String seconds =
                asShipped.run("bench", model, "--data", data, "--dl4j-only").output();
        benchmark.put("dl4j.seconds", Double.parseDouble(seconds.strip()));
        benchmark.profile();
        benchmark.sliders();
        benchmark.sweeps();
        benchmark.selections();
        benchmark.memory();
        Program.Result start = new Program().run("evaluate", model, "--data", data, "--json");
        benchmark.put("startup.seconds", start.seconds());
    }

    private void print(Map<String, Object> figures, PrintWriter out) throws IOException {
        if (json) {
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(nested(figures)));
            return;
        }
        figures.forEach((path, figure) -> out.println(Text.of("cli.bench.row", path, String.valueOf(figure))));
    }

    /** {@code slider.conv2.exactMsMedian} becomes an object in an object. */
    static Map<String, Object> nested(Map<String, Object> figures) {
        Map<String, Object> root = new LinkedHashMap<>();
        figures.forEach((path, figure) -> {
            String[] names = path.split("\\.", -1);
            Map<String, Object> at = root;
            for (int i = 0; i < names.length - 1; i++) {
                at = inside(at, names[i]);
            }
            at.put(names[names.length - 1], figure);
        });
        return root;
    }

    @SuppressWarnings("unchecked") // only maps that were put here are found under a name that is a prefix
    private static Map<String, Object> inside(Map<String, Object> at, String name) {
        return (Map<String, Object>) at.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }
}
