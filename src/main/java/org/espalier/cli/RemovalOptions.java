package org.espalier.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Layer;
import org.espalier.network.NetworkGraph;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.session.Experiment;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.text.NearNames;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import picocli.CommandLine.Option;

/** Which layers go as a whole, before anything else is cut. */
final class RemovalOptions {

    private static final Map<String, LayerRemoval.Kind> KINDS = kinds();

    @Option(names = "--remove-layer", paramLabel = "LAYER[=HOW]")
    private List<String> removals = new ArrayList<>();

    private static Map<String, LayerRemoval.Kind> kinds() {
        Map<String, LayerRemoval.Kind> kinds = new LinkedHashMap<>();
        kinds.put("skip", LayerRemoval.Kind.SKIPPED);
        kinds.put("branch", LayerRemoval.Kind.BRANCH);
        kinds.put("merge", LayerRemoval.Kind.MERGED);
        return kinds;
    }

    boolean isEmpty() {
        return removals.isEmpty();
    }

    /**
     * The opened network without these layers, each removal proven.
     *
     * @throws Refused where there is no such layer, it cannot go, can in several ways, or the proof fails
     */
    SessionState state(Experiment experiment) throws Refused, JobCancelled {
        SessionState state = experiment.opened();
        for (String wish : removals) {
            state = experiment.without(state, chosen(experiment, state, wish), Progress.NONE);
        }
        return state;
    }

    private static LayerRemoval chosen(Experiment experiment, SessionState state, String wish) throws Refused {
        int sign = wish.lastIndexOf('=');
        String layer = sign < 0 ? wish : wish.substring(0, sign);
        String how = sign < 0 ? "" : wish.substring(sign + 1).toLowerCase(Locale.ROOT);
        if (sign >= 0 && !KINDS.containsKey(how)) {
            throw new Refused("cli.remove.how", wish.substring(sign + 1), String.join(", ", KINDS.keySet()));
        }
        NetworkGraph graph = experiment.structure(state.weights()).graph();
        if (!graph.has(layer)) {
            List<String> names = graph.layers().stream().map(Layer::name).toList();
            throw new Refused("cli.remove.no-such-layer", layer, String.join(", ", NearNames.nearest(layer, names)));
        }
        LayerRemovals possible = experiment.removals(state.weights());
        List<LayerRemoval> all = possible.of(layer);
        if (all.isEmpty()) {
            throw new Refused("cli.remove.stays", layer, possible.obstacle(layer));
        }
        List<LayerRemoval> meant = all.stream()
                .filter(removal -> how.isEmpty() || removal.kind() == KINDS.get(how))
                .toList();
        return one(layer, meant).orElseThrow(() -> new Refused("cli.remove.ways", layer, ways(all)));
    }

    /** The only one, or the only one that begins with the layer. */
    private static Optional<LayerRemoval> one(String layer, List<LayerRemoval> meant) {
        List<LayerRemoval> own = meant.stream()
                .filter(removal -> removal.layers().get(0).equals(layer))
                .toList();
        List<LayerRemoval> choice = meant.size() == 1 ? meant : own;
        return choice.size() == 1 ? Optional.of(choice.get(0)) : Optional.empty();
    }

    private static String ways(List<LayerRemoval> all) {
        return String.join(
                "; ",
                all.stream()
                        .map(removal -> Text.of("cli.remove.way", option(removal), removal.offer()))
                        .toList());
    }

    /** How a removal is asked for. */
    static String option(LayerRemoval removal) {
        return removal.layers().get(0) + "=" + word(removal.kind());
    }

    private static String word(LayerRemoval.Kind kind) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static Map<String, Object> facts(LayerRemoval removal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("how", word(removal.kind()));
        facts.put("layers", removal.layers());
        facts.put("standIn", removal.standIn());
        facts.put("parameters", removal.saved().parameters());
        facts.put("multiplyAdds", removal.saved().multiplyAdds());
        facts.put("exact", removal.isExact());
        return facts;
    }

    /** What was removed on the way to a state. */
    static List<Map<String, Object>> facts(SessionState state) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Step.LayerRemoved step : state.weights().removals()) {
            Map<String, Object> facts = facts(step.removal());
            facts.put("proofImages", step.proof().images());
            facts.put("largestDifference", step.proof().largest().absolute());
            all.add(facts);
        }
        return all;
    }

    /** The same, a line for each. */
    static List<String> lines(SessionState state) {
        return state.weights().removals().stream()
                .map(step -> Text.of(
                        "cli.remove.removed",
                        step.sentence(),
                        Text.scientific(step.proof().largest().absolute()),
                        Text.count(step.proof().images())))
                .toList();
    }
}
