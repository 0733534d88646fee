package org.espalier.session;

import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EquivalenceProof;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Structure;
import org.espalier.pruning.Carried;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemover;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.CheckFailed;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/** Removes a part of the network of one state, on the engine thread. The same removal is made and proven once. */
final class StateRemoval {

    /** How many validation images the proof runs. */
    static final int IMAGES = 128;

    private final Experiment on;
    private final NetworkStore networks;
    private final SessionState from;
    private final LayerRemoval removal;

    StateRemoval(Experiment on, NetworkStore networks, SessionState from, LayerRemoval removal) {
        this.on = on;
        this.networks = networks;
        this.from = from;
        this.removal = removal;
    }

    /**
     * The state without the part. What the plan says of layers that are still there stays.
     *
     * @throws Refused where the smaller network cannot be run, or does not answer as was previewed
     */
    SessionState run(Progress progress) throws Refused, JobCancelled {
        Structure before = networks.structure(from.weights());
        PruningMask silenced = Carried.takenIn(before, removal, from.mask());
        NetworkStore.Recipe recipe = new NetworkStore.Recipe(from.weights(), removal, silenced);
        Weights known = networks.find(recipe);
        Weights weights = known == null ? make(recipe, progress) : known;
        Carried carried = new Carried(before, networks.structure(weights), removal);
        PruningPlan plan = carried.plan(from.plan());
        plan = plan.within(on.scores(weights, plan.granularity(), plan.criterion()));
        return on.state(weights.removals().get(weights.removals().size() - 1), plan, weights);
    }

    private Weights make(NetworkStore.Recipe recipe, Progress progress) throws Refused, JobCancelled {
        Network before = networks.get(recipe.from());
        progress.report(0, 1);
        Network without = LayerRemover.remove(before, removal, recipe.silenced());
        EquivalenceProof proof = proof(before, without, recipe.silenced(), progress);
        if (!proof.holds()) {
            throw new CheckFailed(
                    "session.removal.differs",
                    String.join(", ", removal.layers()),
                    Text.scientific(proof.largest().relative()),
                    Text.count(proof.images()),
                    proof.firstDifferent());
        }
        PruningMask gone =
                new Carried(before, without, removal).mask(recipe.from().gone());
        return networks.add(without, recipe, gone, new Step.LayerRemoved(removal, proof));
    }

    /** What was previewed beside what was made of it: a layer passed over, or two that are still two. */
    private EquivalenceProof proof(Network before, Network without, PruningMask silenced, Progress progress)
            throws JobCancelled {
        int[] images = EquivalenceProof.sample(on.validation(), IMAGES, Experiment.SEED);
        EquivalenceProof.Claim claim = removal.isExact()
                ? new EquivalenceProof.Merged(before, silenced, without)
                : new EquivalenceProof.PassedOver(before, removal.place(), removal.standIn(), without);
        return EquivalenceProof.of(claim, on.validation(), images, progress);
    }
}
