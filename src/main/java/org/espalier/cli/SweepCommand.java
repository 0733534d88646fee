package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.job.JobCancelled;
import org.espalier.measure.Cost;
import org.espalier.measure.Evaluation;
import org.espalier.measure.SensitivitySweep;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Experiment;
import org.espalier.session.SessionState;
import org.espalier.session.Sweep;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prunes each layer alone at several shares, and tells what that costs in accuracy. */
@Command(name = "sweep", mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

    /** The dense network is one measurement of many. */
    private static final int DENSE_PERCENT = 3;

    @Mixin
    private SubjectOptions subject = new SubjectOptions();

    @Option(
            names = "--shares",
            split = ",",
            paramLabel = "SHARE",
            defaultValue = "0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9")
    private List<Double> shares = new ArrayList<>();

    @Mixin
    private RemovalOptions removals = new RemovalOptions();

    @Mixin
    private RankingOptions ranking = new RankingOptions();

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--progress")
    private boolean progress;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        for (double share : shares) {
            ranking.checked("sweep", share);
        }
        PruningPlan dense = ranking.plan();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Experiment experiment = subject.open()) {
            SessionState of = removals.state(experiment);
            long start = System.nanoTime();
            List<Map<String, Object>> rows = new ArrayList<>();
            ProgressLine line = line();
            experiment.dense(line.part(0, DENSE_PERCENT));
            Sweep sweep = new Sweep(of, dense, ranking.shareOf(), shares);
            sweep.run(experiment, line.part(DENSE_PERCENT, 100), result -> {
                Cost cost = Cost.of(
                        experiment.structure(of.weights()), result.trial().mask());
                rows.add(facts(cost, result));
                if (!json) {
                    line.clear();
                    out.println(row(cost, result));
                    out.flush();
                }
            });
            line.clear();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("model", experiment.network().name());
                all.put("data", experiment.data().name());
                all.put("removedParts", RemovalOptions.facts(of));
                all.put("seconds", seconds);
                all.put("results", rows);
                out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all));
            } else {
                out.println(Text.of("cli.sweep.time", Text.count(rows.size()), Text.decimal(seconds, 1)));
            }
        }
        return CommandLineInterface.DONE;
    }

    private ProgressLine line() {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        return new ProgressLine(err, ProgressLine.Form.of(progress), System::nanoTime);
    }

    private static Map<String, Object> facts(Cost cost, SensitivitySweep.Result result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", result.trial().target());
        facts.put("share", result.trial().share());
        facts.put("images", result.evaluation().examples());
        facts.put("correct", result.evaluation().correct());
        facts.put("accuracy", result.evaluation().accuracy());
        facts.put("parameters", cost.parameters());
        facts.put("multiplyAdds", cost.multiplyAdds());
        return facts;
    }

    private static String row(Cost cost, SensitivitySweep.Result result) {
        Evaluation answer = result.evaluation();
        return Text.of(
                "cli.sweep.row",
                result.trial().target(),
                Text.percent(result.trial().share(), 0),
                Text.percent(answer.denseAccuracy(), 2),
                Text.percent(answer.accuracy(), 2),
                Text.count(cost.parameters()));
    }
}
