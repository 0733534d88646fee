package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.SensitivitySweep;
import org.espalier.network.PruningMask;
import org.espalier.network.Structure;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;

/**
 * Prunes each target alone, at each share.
 *
 * @param of the state whose network is pruned
 * @param whole by which ranking, under which guards
 * @param what the shares are shares of
 */
public record Sweep(SessionState of, PruningPlan whole, ShareOf what, List<Double> shares) {

    public Sweep {
        shares = List.copyOf(shares);
    }

    /**
     * Runs on the engine thread.
     *
     * @param soFar takes each result as it comes
     * @throws Refused where the network was in a file that is gone
     */
    public List<SensitivitySweep.Result> run(
            Experiment on, Progress progress, Consumer<? super SensitivitySweep.Result> soFar)
            throws Refused, JobCancelled {
        Scores ranking = on.scores(of.weights(), whole.granularity(), whole.criterion());
        Structure structure = on.structure(of.weights());
        Shares meaning = new Shares(structure, ranking, whole);
        List<SensitivitySweep.Trial> trials = new ArrayList<>();
        for (String target : ranking.targets()) {
            for (double share : shares) {
                double planned = meaning.planned(target, share, what);
                PruningMask mask = whole.withShare(target, planned).select(structure, ranking);
                trials.add(new SensitivitySweep.Trial(target, share, mask));
            }
        }
        return SensitivitySweep.run(on.evaluator(of.weights(), progress), trials, progress, soFar);
    }
}
