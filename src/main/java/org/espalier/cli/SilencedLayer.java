package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.session.Experiment;
import org.espalier.session.SessionState;
import org.espalier.session.ShareOf;
import org.espalier.session.Shares;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/** What was asked of a layer, and what came of it. */
record SilencedLayer(String layer, double asked, double achieved, long kept, long all) {

    static SilencedLayer of(
            Experiment experiment, SessionState state, RankingOptions ranking, Map.Entry<String, Double> wish)
            throws Refused {
        Shares meaning = experiment.shares(state, state.plan());
        String target = ranking.target(experiment, state, wish.getKey());
        double share = state.plan().share(target);
        Shares.Amount units = meaning.achieved(target, share, ShareOf.UNITS);
        return new SilencedLayer(
                wish.getKey(),
                wish.getValue(),
                meaning.achieved(target, share, ranking.shareOf()).share(),
                units.kept(),
                units.all());
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", layer);
        facts.put("asked", asked);
        facts.put("achieved", achieved);
        facts.put("kept", kept);
        facts.put("of", all);
        return facts;
    }

    String line() {
        return Text.of(
                "cli.evaluate.silenced",
                layer,
                Text.percent(asked, 1),
                Text.percent(achieved, 1),
                Text.count(kept),
                Text.count(all));
    }
}
