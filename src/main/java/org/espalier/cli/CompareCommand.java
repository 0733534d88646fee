package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.data.DataSet;
import org.espalier.data.DataSets;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.Comparison;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.measure.Latency;
import org.espalier.measure.Sizes;
import org.espalier.network.ModelSource;
import org.espalier.session.Experiment;
import org.espalier.session.Weighed;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two networks side by side on the same images. */
@Command(name = "compare", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", descriptionKey = "first")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", descriptionKey = "second")
    private String second = "";

    @Option(names = "--data", required = true, paramLabel = "DATA")
    private String data = "";

    @Option(names = "--speed")
    private boolean speed;

    @Option(names = "--json")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        DataSet images = DataSets.named(data);
        EngineSettings settings = EngineSettings.ofThisMachine();
        try (Experiment a = Experiment.open(ModelSource.named(first), images, settings);
                Experiment b = Experiment.open(ModelSource.named(second), images, settings)) {
            Comparison both = a.compareWith(b.network(), Progress.NONE);
            print(a, b, both, speed ? a.weigh(b.network(), Progress.NONE) : null);
        }
        return CommandLineInterface.DONE;
    }

    private void print(Experiment a, Experiment b, Comparison both, @Nullable Weighed weighed) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts(a, b, both, weighed)));
            return;
        }
        Evaluation answer = both.second();
        out.println(Text.of("cli.compare.head", a.network().name(), b.network().name()));
        out.println(Text.of(
                "cli.evaluate.size",
                Text.count(a.denseCost().parameters()),
                Text.count(b.denseCost().parameters()),
                Text.count(a.denseCost().multiplyAdds()),
                Text.count(b.denseCost().multiplyAdds())));
        out.println(Text.of(
                "cli.prune.bytes",
                Text.count(a.network().form().bytes()),
                Text.count(b.network().form().bytes())));
        out.println(Text.of(
                "cli.compare.accuracy",
                Text.percent(answer.denseAccuracy(), 2),
                Text.percent(answer.accuracy(), 2),
                Text.signed(answer.difference() * 100, 2),
                Text.decimal(answer.differenceInterval().radius() * 100, 2),
                Text.count(answer.lost()),
                Text.count(answer.won())));
        out.println(Text.of("cli.compare.agreement", Text.percent(both.agreement(), 2), Text.count(answer.examples())));
        out.println(Text.of(
                both.isSame() ? "cli.compare.same" : "cli.compare.other",
                Text.scientific(both.largest().absolute())));
        if (weighed != null) {
            table(a, b, weighed).lines().forEach(out::println);
            out.println(weighed.sentence());
        }
    }

    private static TextTable table(Experiment a, Experiment b, Weighed weighed) {
        TextTable table = new TextTable(1);
        table.add(Text.of("cli.compare.size"), a.network().name(), b.network().name(), Text.of("cli.compare.ratio"));
        for (Sizes.Kind kind : Sizes.Kind.values()) {
            long before = weighed.before().of(kind);
            long after = weighed.after().of(kind);
            table.add(
                    Weighed.nameOf(kind),
                    Text.count(before),
                    Text.count(after),
                    ratio((double) before / Math.max(1, after)));
        }
        for (Latency latency : weighed.latencies()) {
            table.add(
                    Text.of("cli.compare.latency", Text.count(latency.batch())),
                    times(latency.before()),
                    times(latency.after()),
                    ratio(latency.speedUp()));
        }
        return table;
    }

    private static String times(Latency.Times times) {
        return Text.decimal(times.medianMs(), 3) + " (" + Text.decimal(times.p95Ms(), 3) + ")";
    }

    private static String ratio(double times) {
        return Text.decimal(times, 2) + " ×";
    }

    private static Map<String, Object> facts(Experiment a, Experiment b, Comparison both, @Nullable Weighed weighed) {
        Evaluation answer = both.second();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", a.data().name());
        facts.put("split", "validation");
        facts.put("images", answer.examples());
        facts.put("a", network(a, answer.denseAccuracy()));
        facts.put("b", network(b, answer.accuracy()));
        facts.put("difference", answer.difference());
        facts.put("differenceLow", answer.differenceInterval().low());
        facts.put("differenceHigh", answer.differenceInterval().high());
        facts.put("lost", answer.lost());
        facts.put("won", answer.won());
        facts.put("agreement", both.agreement());
        facts.put("largestDifference", both.largest().absolute());
        facts.put("largestRelativeDifference", both.largest().relative());
        facts.put("sameAnswers", both.isSame());
        if (weighed != null) {
            facts.put("sizesOfA", weighed.before());
            facts.put("sizesOfB", weighed.after());
            for (Latency latency : weighed.latencies()) {
                facts.put("latency." + latency.batch(), latency);
            }
            facts.put("speedUp", weighed.speedUp());
            facts.put("fewerMultiplyAdds", weighed.fewerMultiplyAdds());
            facts.put("realisedPart", weighed.realisedPart());
            facts.put("sentence", weighed.sentence());
        }
        return facts;
    }

    private static Map<String, Object> network(Experiment experiment, double accuracy) {
        Map<String, Object> network = new LinkedHashMap<>();
        network.put("model", experiment.network().name());
        network.put("parameters", experiment.denseCost().parameters());
        network.put("multiplyAdds", experiment.denseCost().multiplyAdds());
        network.put("bytes", experiment.network().form().bytes());
        network.put("accuracy", accuracy);
        return network;
    }
}
