package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.data.DataSets;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.Cost;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelSource;
import org.espalier.network.PruningMask;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Experiment;
import org.espalier.session.ShareOf;
import org.espalier.session.Shares;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a network, with some of it silenced. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Prints the accuracy of a network with its 95 %% interval, its size and the time.")
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "MODEL",
            description = "A DL4J model file, or a demo: article-cnn, lenet-5, lenet-300-100, fashion-resnet.")
    private String model = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATA",
            description = "mnist, fashion-mnist, or a folder of IDX files.")
    private String data = "";

    @Option(names = "--split", description = "validation (default) or test.")
    private Chosen split = Chosen.VALIDATION;

    @Option(
            names = "--silence",
            paramLabel = "LAYER=SHARE",
            description = "Share of a layer to silence, 0 to 0.95, see --share-of. May be repeated.")
    private Map<String, Double> shares = new LinkedHashMap<>();

    @Mixin
    private RankingOptions ranking = new RankingOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The splits that may be measured on. */
    enum Chosen {
        VALIDATION(Split.VALIDATION),
        TEST(Split.TEST);

        private final Split split;

        Chosen(Split split) {
            this.split = split;
        }
    }

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        try (Experiment experiment =
                Experiment.open(ModelSource.named(model), DataSets.named(data), EngineSettings.ofThisMachine())) {
            PruningPlan plan = ranking.plan(experiment, shares);
            PruningMask mask = experiment.mask(plan);
            Evaluation answer = split.split == Split.TEST
                    ? experiment.evaluateOnTest(mask, Progress.NONE)
                    : experiment.evaluate(mask, Progress.NONE, soFar -> {});
            Map<String, Object> facts = facts(experiment, Cost.of(experiment.network(), mask), answer);
            print(facts, answer, achieved(experiment, plan));
        }
        return CommandLineInterface.DONE;
    }

    /** What was asked of each layer, and what came of it. */
    private List<Map<String, Object>> achieved(Experiment experiment, PruningPlan plan) throws Refused {
        Shares meaning = experiment.shares(plan);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, Double> wish : shares.entrySet()) {
            String target = ranking.target(experiment, wish.getKey());
            double share = plan.share(target);
            Shares.Amount units = meaning.achieved(target, share, ShareOf.UNITS);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("layer", wish.getKey());
            row.put("asked", wish.getValue());
            row.put(
                    "achieved",
                    meaning.achieved(target, share, ranking.shareOf()).share());
            row.put("kept", units.kept());
            row.put("of", units.all());
            rows.add(row);
        }
        return rows;
    }

    private Map<String, Object> facts(Experiment experiment, Cost cost, Evaluation answer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", experiment.network().name());
        facts.put("data", experiment.data().name());
        facts.put("split", split.name().toLowerCase(Locale.ROOT));
        facts.put("images", answer.examples());
        facts.put("correct", answer.correct());
        facts.put("accuracy", answer.accuracy());
        facts.put("accuracyLow", answer.wilson().low());
        facts.put("accuracyHigh", answer.wilson().high());
        facts.put("denseAccuracy", answer.denseAccuracy());
        facts.put("difference", answer.difference());
        facts.put("differenceLow", answer.differenceInterval().low());
        facts.put("differenceHigh", answer.differenceInterval().high());
        facts.put("lost", answer.lost());
        facts.put("won", answer.won());
        facts.put("unanswered", answer.confusion().unanswered());
        facts.put("parameters", cost.parameters());
        facts.put("denseParameters", experiment.denseCost().parameters());
        facts.put("multiplyAdds", cost.multiplyAdds());
        facts.put("denseMultiplyAdds", experiment.denseCost().multiplyAdds());
        facts.put("seconds", answer.seconds());
        return facts;
    }

    private void print(Map<String, Object> facts, Evaluation answer, List<Map<String, Object>> achieved)
            throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            facts.put("silenced", achieved);
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return;
        }
        out.println(Text.of(
                "cli.evaluate.accuracy",
                Text.percent(answer.accuracy(), 2),
                Text.percent(answer.wilson().low(), 2),
                Text.percent(answer.wilson().high(), 2),
                Text.count(answer.correct()),
                Text.count(answer.examples())));
        out.println(Text.of(
                "cli.evaluate.difference",
                Text.signed(answer.difference() * 100, 2),
                Text.decimal(answer.differenceInterval().radius() * 100, 2),
                Text.percent(answer.denseAccuracy(), 2),
                Text.count(answer.lost()),
                Text.count(answer.won())));
        out.println(Text.of(
                "cli.evaluate.size",
                count(facts, "denseParameters"),
                count(facts, "parameters"),
                count(facts, "denseMultiplyAdds"),
                count(facts, "multiplyAdds")));
        for (Map<String, Object> row : achieved) {
            out.println(Text.of(
                    "cli.evaluate.silenced",
                    row.get("layer"),
                    percent(row, "asked"),
                    percent(row, "achieved"),
                    count(row, "kept"),
                    count(row, "of")));
        }
        out.println(Text.of("cli.evaluate.time", Text.decimal(answer.seconds(), 2)));
    }

    private static String percent(Map<String, Object> facts, String name) {
        return Text.percent(((Number) Objects.requireNonNull(facts.get(name))).doubleValue(), 1);
    }

    private static String count(Map<String, Object> facts, String name) {
        return Text.count(((Number) Objects.requireNonNull(facts.get(name))).longValue());
    }
}
