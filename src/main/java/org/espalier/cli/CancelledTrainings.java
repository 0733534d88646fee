package org.espalier.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.session.Benchmark;
import org.espalier.session.Experiment;
import org.espalier.session.SessionState;
import org.espalier.session.StateTraining;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningChoice;

/**
 * Cancels trainings at random moments, and looks whether each stops soon and leaves the network, its running averages
 * among it, bit for bit as it was.
 */
final class CancelledTrainings {

    static final int MOST = 10_000;

    /** Long enough for the validation in front, an epoch, and the validation behind it. */
    private static final double LONGEST_SECONDS = 2;

    private static final double SHARE = 0.3;
    private static final double PATIENCE_MS = 1000;

    private final Experiment experiment;
    private final SessionState pruned;
    private final FineTuning endless = TuningChoice.DEFAULT.settings().withEpochs(TuningChoice.MOST_EPOCHS);

    CancelledTrainings(Experiment experiment) {
        this.experiment = experiment;
        Scores scores = experiment.scores(Granularity.UNITS, Criterion.L1);
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
        for (String target : scores.targets()) {
            plan = plan.withShare(target, SHARE);
        }
        this.pruned = experiment.pruned(plan);
    }

    int run(int times, PrintWriter out) throws Refused {
        SplittableRandom random = new SplittableRandom(Experiment.SEED);
        long before = experiment.network().checksum();
        int changed = 0;
        List<Double> ms = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            ms.add(msUntilStopped(random.nextDouble(LONGEST_SECONDS)));
            changed += experiment.network().checksum() == before ? 0 : 1;
            if (i % 100 == 0 || i == times) {
                out.println(Text.of(
                        "cli.soak.cancels",
                        Text.count(i),
                        Text.decimal(Benchmark.quantile(ms, 0.5), 1),
                        Text.decimal(Benchmark.quantile(ms, 0.99), 1),
                        Text.decimal(Benchmark.quantile(ms, 1), 1)));
                out.flush();
            }
        }
        out.println(
                changed == 0
                        ? Text.of("cli.soak.unchanged", Text.count(times))
                        : Text.of("cli.soak.changed", Text.count(changed), Text.count(times)));
        boolean isGood = changed == 0 && Benchmark.quantile(ms, 0.99) <= PATIENCE_MS;
        return isGood ? CommandLineInterface.DONE : CommandLineInterface.CHECK_FAILED;
    }

    /** Trains for so long, and then does not want the result any more; from that moment on until all is freed. */
    private double msUntilStopped(double seconds) throws Refused {
        long moment = System.nanoTime() + Math.round(seconds * 1e9);
        Progress untilThen = (done, total) -> {
            if (System.nanoTime() >= moment) {
                throw new JobCancelled();
            }
        };
        try (StateTraining training = new StateTraining(experiment, pruned, endless)) {
            training.run(untilThen, news -> {});
        } catch (JobCancelled asWanted) {
            return (System.nanoTime() - moment) / 1e6;
        }
        throw new IllegalStateException("a training of " + endless.epochs() + " epochs came to its end");
    }
}
