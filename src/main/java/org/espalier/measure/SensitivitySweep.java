package org.espalier.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.PruningMask;

/**
 * How the accuracy falls when one target alone is pruned, for several targets and shares (sensitivity analysis: Han
 * et al., NIPS 2015, arXiv 1506.02626; Li et al., ICLR 2017, arXiv 1608.08710).
 *
 * <p>Trials of the same target follow one another, so that what stands in front of it is run once.
 */
public final class SensitivitySweep {

    private SensitivitySweep() {}

    /** One target at one share, everything else dense. */
    public record Trial(String target, double share, PruningMask mask) {}

    /** What came out of a trial, on all examples. */
    public record Result(Trial trial, Evaluation evaluation) {}

    /**
     * Runs all trials.
     *
     * @param soFar takes each result as it comes
     * @return the results in the order of the trials
     */
    public static List<Result> run(
            Evaluator evaluator, List<Trial> trials, Progress progress, Consumer<? super Result> soFar)
            throws JobCancelled {
        Map<String, List<Trial>> byTarget = new LinkedHashMap<>();
        trials.forEach(trial -> byTarget.computeIfAbsent(trial.target(), key -> new ArrayList<>())
                .add(trial));
        Map<Trial, Result> results = new LinkedHashMap<>();
        int total = evaluator.dense(progress).total();
        long done = 0;
        for (List<Trial> some : byTarget.values()) {
            // Else the first trial would look like a change of two targets.
            evaluator.startFrom(PruningMask.NONE);
            for (Trial trial : some) {
                long before = done;
                Evaluation answer = evaluator.evaluate(
                        trial.mask(),
                        (now, all) -> progress.report(before + now, (long) total * trials.size()),
                        part -> {});
                Result result = new Result(trial, answer);
                results.put(trial, result);
                soFar.accept(result);
                done += total;
            }
        }
        return trials.stream().map(results::get).toList();
    }
}
