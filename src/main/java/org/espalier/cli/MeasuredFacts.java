package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.measure.Cost;
import org.espalier.measure.Evaluation;
import org.espalier.session.Experiment;
import org.espalier.session.Exported;
import org.espalier.text.Text;

/** What was measured of a network under a mask, as JSON and in sentences. */
record MeasuredFacts(Experiment experiment, Cost cost, Evaluation answer) {

    Map<String, Object> facts(String split) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", experiment.network().name());
        facts.put("data", experiment.data().name());
        facts.put("split", split);
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

    /** How much of what was written is zero, where single weights were removed. */
    static Optional<String> zeroed(Exported written) {
        return written.zeroed() == 0
                ? Optional.empty()
                : Optional.of(Text.of("cli.prune.zeroed", Text.count(written.nonZeroParameters())));
    }

    List<String> lines() {
        return List.of(
                Text.of(
                        "cli.evaluate.accuracy",
                        Text.percent(answer.accuracy(), 2),
                        Text.percent(answer.wilson().low(), 2),
                        Text.percent(answer.wilson().high(), 2),
                        Text.count(answer.correct()),
                        Text.count(answer.examples())),
                Text.of(
                        "cli.evaluate.difference",
                        Text.signed(answer.difference() * 100, 2),
                        Text.decimal(answer.differenceInterval().radius() * 100, 2),
                        Text.percent(answer.denseAccuracy(), 2),
                        Text.count(answer.lost()),
                        Text.count(answer.won())),
                Text.of(
                        "cli.evaluate.size",
                        Text.count(experiment.denseCost().parameters()),
                        Text.count(cost.parameters()),
                        Text.count(experiment.denseCost().multiplyAdds()),
                        Text.count(cost.multiplyAdds())));
    }
}
