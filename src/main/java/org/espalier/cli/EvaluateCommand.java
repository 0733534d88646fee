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
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.Evaluation;
import org.espalier.session.Experiment;
import org.espalier.session.SessionState;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a network, with some of it silenced. */
@Command(name = "evaluate", mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private SubjectOptions subject = new SubjectOptions();

    @Option(names = "--split", paramLabel = "SPLIT")
    private Chosen split = Chosen.VALIDATION;

    @Option(names = "--silence", paramLabel = "LAYER=SHARE")
    private Map<String, Double> shares = new LinkedHashMap<>();

    @Mixin
    private RemovalOptions removals = new RemovalOptions();

    @Mixin
    private RankingOptions ranking = new RankingOptions();

    @Option(names = "--json")
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
        try (Experiment experiment = subject.open()) {
            SessionState without = removals.state(experiment);
            SessionState state = experiment.pruned(without, ranking.plan(experiment, without, shares));
            Evaluation answer = split.split == Split.TEST
                    ? experiment.evaluateOnTest(state.weights(), state.mask(), Progress.NONE)
                    : experiment.evaluate(state.weights(), state.mask(), Progress.NONE, soFar -> {});
            List<SilencedLayer> silenced = new ArrayList<>();
            for (Map.Entry<String, Double> wish : shares.entrySet()) {
                silenced.add(SilencedLayer.of(experiment, state, ranking, wish));
            }
            print(state, new MeasuredFacts(experiment, state.cost(), answer), silenced);
        }
        return CommandLineInterface.DONE;
    }

    private void print(SessionState state, MeasuredFacts measured, List<SilencedLayer> silenced) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            Map<String, Object> facts = measured.facts(split.name().toLowerCase(Locale.ROOT));
            facts.put("removedParts", RemovalOptions.facts(state));
            facts.put("silenced", silenced.stream().map(SilencedLayer::facts).toList());
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return;
        }
        RemovalOptions.lines(state).forEach(out::println);
        measured.lines().forEach(out::println);
        silenced.forEach(layer -> out.println(layer.line()));
        out.println(Text.of("cli.evaluate.time", Text.decimal(measured.answer().seconds(), 2)));
    }
}
