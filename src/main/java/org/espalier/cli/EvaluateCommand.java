package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
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
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Experiment;
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
            description = "Share of a layer to silence, 0 to 0.95. May be repeated.")
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
            PruningMask mask = mask(experiment);
            Evaluation answer = split.split == Split.TEST
                    ? experiment.evaluateOnTest(mask, Progress.NONE)
                    : experiment.evaluate(mask, Progress.NONE, soFar -> {});
            Map<String, Object> facts = facts(experiment, Cost.of(experiment.network(), mask), answer);
            print(facts, answer);
        }
        return CommandLineInterface.DONE;
    }

    private PruningMask mask(Experiment experiment) throws Refused {
        PruningPlan plan = PruningPlan.keepAll(ranking.granularity(), ranking.criterion(), Experiment.SEED);
        for (Map.Entry<String, Double> wish : shares.entrySet()) {
            String target = target(experiment, wish.getKey());
            double share = wish.getValue();
            if (!(share >= 0 && share <= PruningPlan.LARGEST_SHARE)) {
                throw new Refused("cli.share", wish.getKey(), share, PruningPlan.LARGEST_SHARE);
            }
            plan = plan.withShare(target, share);
        }
        return plan.select(experiment.network(), experiment.scores(ranking.granularity(), ranking.criterion()));
    }

    private String target(Experiment experiment, String layer) throws Refused {
        var scores = experiment.scores(ranking.granularity(), ranking.criterion());
        boolean known = experiment.network().graph().has(layer);
        boolean hasUnits = known && experiment.network().graph().layer(layer).hasUnits();
        String target = hasUnits && ranking.granularity() == Granularity.UNITS
                ? experiment.network().units().groupOf(layer).name()
                : layer;
        if (!scores.has(target)) {
            String choice = String.join(", ", scores.targets());
            throw new Refused(known ? "cli.not-prunable" : "cli.no-such-layer", layer, choice);
        }
        return target;
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

    private void print(Map<String, Object> facts, Evaluation answer) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
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
        out.println(Text.of("cli.evaluate.time", Text.decimal(answer.seconds(), 2)));
    }

    private static String count(Map<String, Object> facts, String name) {
        return Text.count(((Number) Objects.requireNonNull(facts.get(name))).longValue());
    }
}
