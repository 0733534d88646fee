package org.espalier.session;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.measure.Cost;
import org.espalier.measure.EquivalenceProof;
import org.espalier.measure.Evaluation;
import org.espalier.measure.Interval;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.StoredForm;
import org.espalier.network.Structure;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Surgeon;
import org.espalier.training.Distillation;

/**
 * What is told beside an exported model: where it comes from, what was removed, how good it is, and the proof that it
 * answers like the network in the window.
 */
final class SideFile {

    static final String FORMAT = "espalier-export-1";

    private final Experiment experiment;
    private final Export.Request request;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    SideFile(Experiment experiment, Export.Request request) {
        this.experiment = experiment;
        this.request = request;
        facts.put("format", FORMAT);
        facts.put("program", ProgramVersion.NAME);
        facts.put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /**
     * @param written the network as it was read back from the new file
     * @param zeroed how many single weights of it are zero because they were removed
     */
    SideFile model(Network written, Cost cost, long zeroed) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("file", String.valueOf(request.target().file().getFileName()));
        model.putAll(network(written.form(), cost));
        model.put("nonZeroParameters", cost.parameters() - zeroed);
        model.put("optimiserState", "not stored");
        facts.put("model", model);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("name", experiment.network().name());
        source.putAll(network(experiment.network().form(), experiment.denseCost()));
        source.put("notCarriedOver", experiment.network().form().leftOut());
        facts.put("source", source);
        return this;
    }

    private static Map<String, Object> network(StoredForm form, Cost cost) {
        Map<String, Object> network = new LinkedHashMap<>();
        network.put("sha256", form.sha256());
        network.put("bytes", form.bytes());
        network.put("kind", form.kind());
        network.put("parameters", cost.parameters());
        network.put("multiplyAdds", cost.multiplyAdds());
        return network;
    }

    SideFile pruning() {
        PruningPlan plan = request.plan();
        Map<String, Object> pruning = new LinkedHashMap<>();
        pruning.put("granularity", word(plan.granularity()));
        pruning.put("criterion", word(plan.criterion()));
        pruning.put("seed", plan.seed());
        pruning.put("shares", new TreeMap<>(plan.shares()));
        pruning.put("keptMultipleOf", plan.guards().multiple());
        pruning.put("keptAtLeast", plan.guards().least());
        pruning.put("removedByHand", places(plan.picks().removed()));
        pruning.put("keptByHand", places(plan.picks().kept()));
        facts.put("pruning", pruning);
        facts.put(
                "fineTuning",
                request.weights().trainings().stream().map(SideFile::training).toList());
        facts.put(
                "removedParts",
                request.weights().removals().stream().map(SideFile::removal).toList());
        Map<String, Object> kept = new LinkedHashMap<>();
        Structure structure = experiment.structure(request.weights());
        Surgeon.keptUnits(structure, request.mask()).forEach((layer, places) -> {
            int all = structure.units().behind(layer).length;
            kept.put(layer, keptOf(places, all));
        });
        facts.put("keptUnits", kept);
        facts.put("zeroedWeightsForm", ZeroedWeights.FORM);
        facts.put("zeroedWeights", ZeroedWeights.of(request.mask()));
        return this;
    }

    /** Where units stand in the layers that make them. */
    private Map<String, Object> places(BitSet units) {
        Map<String, Object> places = new LinkedHashMap<>();
        Structure structure = experiment.structure(request.weights());
        for (Layer layer : structure.graph().layers()) {
            int[] behind = structure.units().behind(layer.name());
            List<Integer> picked = IntStream.range(0, behind.length)
                    .filter(channel -> units.get(behind[channel]))
                    .boxed()
                    .toList();
            if (layer.hasUnits() && !picked.isEmpty()) {
                places.put(layer.name(), picked);
            }
        }
        return places;
    }

    private static Map<String, Object> removal(Step.LayerRemoved step) {
        Map<String, Object> removal = new LinkedHashMap<>();
        removal.put("kind", word(step.removal().kind()));
        removal.put("layers", step.removal().layers());
        removal.put("standIn", step.removal().standIn());
        removal.put("place", step.removal().place());
        removal.put("images", step.proof().images());
        removal.put("largestDifference", step.proof().largest().absolute());
        removal.put("largestRelativeDifference", step.proof().largest().relative());
        removal.put("inPlainDl4jToo", step.proof().inDl4j());
        return removal;
    }

    private static Map<String, Object> training(Step.Trained step) {
        Map<String, Object> training = new LinkedHashMap<>();
        if (step instanceof Step.Round round) {
            training.put("schedule", String.valueOf(round.place().schedule()));
            training.put("round", round.place().round());
            training.put("rounds", round.place().rounds());
            training.put("parameters", round.place().parameters());
        }
        training.put("fromFreshWeights", step instanceof Step.FromScratch);
        training.put("epochs", step.epochs().size());
        training.put("bestEpoch", step.bestEpoch());
        training.put("batch", step.settings().batch());
        training.put("rate", String.valueOf(step.settings().rate()));
        training.put("optimiser", String.valueOf(step.settings().optimiser()));
        training.put("patience", step.settings().patience());
        training.put("seed", step.settings().seed());
        Distillation teacher = step.settings().distillation();
        training.put("distillation", teacher == null ? "none" : teacher.toString());
        training.put("accuracyBefore", step.startAccuracy());
        training.put("accuracyAfter", step.endAccuracy());
        return training;
    }

    private static Map<String, Object> keptOf(List<Integer> places, int all) {
        Map<String, Object> layer = new LinkedHashMap<>();
        layer.put("of", all);
        layer.put("kept", places.size());
        layer.put("places", places);
        return layer;
    }

    SideFile accuracy(Evaluation dense, Evaluation now) {
        Map<String, Object> accuracy = new LinkedHashMap<>();
        accuracy.put("data", experiment.data().name());
        accuracy.put("split", "validation");
        accuracy.put("images", now.examples());
        accuracy.put("before", share(dense.accuracy(), dense.wilson()));
        accuracy.put("after", share(now.accuracy(), now.wilson()));
        accuracy.put("difference", share(now.difference(), now.differenceInterval()));
        facts.put("accuracy", accuracy);
        return this;
    }

    private static Map<String, Object> share(double value, Interval interval) {
        Map<String, Object> share = new LinkedHashMap<>();
        share.put("value", value);
        share.put("low", interval.low());
        share.put("high", interval.high());
        return share;
    }

    SideFile proof(EquivalenceProof proof) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("images", proof.images());
        shown.put("largestDifference", proof.largest().absolute());
        shown.put("largestRelativeDifference", proof.largest().relative());
        shown.put("tolerance", EquivalenceProof.TOLERANCE);
        shown.put("inPlainDl4jToo", proof.inDl4j());
        facts.put("proof", shown);
        return this;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    void writeTo(OutputStream out) throws IOException {
        String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts);
        out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
