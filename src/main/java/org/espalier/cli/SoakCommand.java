package org.espalier.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.espalier.data.DataSets;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.NativeMemory;
import org.espalier.network.ModelSource;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.session.Experiment;
import org.espalier.session.StateTraining;
import org.espalier.session.TrainingNews;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningNews;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves sliders, or trains, for minutes and watches the memory. */
@Command(name = "soak", mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {

    /** More than this is growth; less is what a garbage collector leaves lying about. */
    private static final long SLACK = 64 << 20;

    private static final long WARM_UP = 20_000_000_000L;

    @Parameters(arity = "0..1", paramLabel = "MODEL", descriptionKey = "model", defaultValue = "article-cnn")
    private String model = "";

    @Option(names = "--data", paramLabel = "DATA", defaultValue = "mnist")
    private String data = "";

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "1")
    private int minutes;

    @Option(names = "--training")
    private boolean training;

    @Option(names = "--cancels", paramLabel = "N")
    private @Nullable Integer cancels;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled {
        if (minutes < 1 || minutes > 60) {
            throw new Refused("cli.soak.minutes", minutes);
        }
        if (cancels != null && (cancels < 1 || cancels > CancelledTrainings.MOST)) {
            throw new Refused("cli.soak.cancel-count", CancelledTrainings.MOST, cancels);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Experiment experiment =
                Experiment.open(ModelSource.named(model), DataSets.named(data), EngineSettings.ofThisMachine())) {
            if (cancels != null) {
                return new CancelledTrainings(experiment).run(cancels, out);
            }
            return training ? train(experiment, out) : moveSliders(experiment, out);
        }
    }

    private int moveSliders(Experiment experiment, PrintWriter out) throws Refused, JobCancelled {
        experiment.dense(Progress.NONE);
        Hand hand = new Hand(experiment);
        hand.warmUp();
        return soak(
                out,
                hand::moveUntil,
                () -> Text.of(
                        "cli.soak.sliders",
                        Text.count(hand.steps()),
                        Text.count(experiment.cacheUse().bytes() >> 20)));
    }

    private int train(Experiment experiment, PrintWriter out) throws Refused, JobCancelled {
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
        FineTuning endless = FineTuning.overEpochs(TuningChoice.MOST_EPOCHS);
        try (StateTraining epochs = new StateTraining(experiment, experiment.pruned(plan), endless)) {
            epochs.prepare();
            long[] ended = {0};
            return soak(
                    out,
                    end -> {
                        while (System.nanoTime() < end) {
                            ended[0] += epochs.goOn(Progress.NONE, end - System.nanoTime()).stream()
                                    .filter(SoakCommand::endsEpoch)
                                    .count();
                        }
                    },
                    () -> Text.of("cli.soak.epochs", Text.count(ended[0])));
        }
    }

    private static boolean endsEpoch(TrainingNews news) {
        return news instanceof TrainingNews.Trained trained && trained.news() instanceof TuningNews.EpochEnded;
    }

    /** What goes on. */
    @FunctionalInterface
    private interface Work {
        void goOnUntil(long nanoTime) throws Refused, JobCancelled;
    }

    private int soak(PrintWriter out, Work work, Supplier<String> done) throws Refused, JobCancelled {
        // Java's own memory settles, too.
        work.goOnUntil(System.nanoTime() + WARM_UP);
        long warm = NativeMemory.residentBytes();
        long end = warm;
        long start = System.nanoTime();
        for (int part = 1; part <= 6 * minutes; part++) {
            work.goOnUntil(start + part * 10_000_000_000L);
            end = NativeMemory.residentBytes();
            out.println(Text.of("cli.soak.minute", Text.decimal(part / 6.0, 1), done.get(), Text.count(end >> 20)));
            out.flush();
        }
        boolean isFlat = end - warm < SLACK;
        out.println(
                Text.of(isFlat ? "cli.soak.flat" : "cli.soak.grows", Text.count(warm >> 20), Text.count(end >> 20)));
        return isFlat ? CommandLineInterface.DONE : CommandLineInterface.CHECK_FAILED;
    }

    /** Moves one slider after the other, in both granularities, as a hand does. */
    private static final class Hand {
        private final Experiment experiment;
        private final SplittableRandom random = new SplittableRandom(1);
        private long steps;

        Hand(Experiment experiment) {
            this.experiment = experiment;
        }

        long steps() {
            return steps;
        }

        /** Each slider once, in both granularities: what is taken for good is taken then. */
        void warmUp() throws JobCancelled {
            for (Granularity granularity : Granularity.values()) {
                Scores scores = experiment.scores(granularity, Criterion.L1);
                for (String target : scores.targets()) {
                    PruningPlan plan = PruningPlan.keepAll(granularity, Criterion.L1, Experiment.SEED);
                    for (double share : new double[] {0, 0.3, 0.6}) {
                        experiment.evaluate(
                                plan.withShare(target, share).select(experiment.network(), scores),
                                Progress.NONE,
                                part -> {});
                    }
                }
            }
        }

        void moveUntil(long end) throws JobCancelled {
            while (System.nanoTime() < end) {
                Granularity granularity = random.nextBoolean() ? Granularity.UNITS : Granularity.WEIGHTS;
                Scores scores = experiment.scores(granularity, Criterion.L1);
                PruningPlan plan = PruningPlan.keepAll(granularity, Criterion.L1, Experiment.SEED);
                List<String> targets = scores.targets();
                plan = plan.withShare(targets.get(random.nextInt(targets.size())), random.nextDouble(0.5));
                String moved = targets.get(random.nextInt(targets.size()));
                for (int position = 0; position < 40 && System.nanoTime() < end; position++) {
                    plan = plan.withShare(moved, random.nextDouble(PruningPlan.LARGEST_SHARE));
                    experiment.evaluate(plan.select(experiment.network(), scores), Progress.NONE, part -> {});
                    steps++;
                }
            }
        }
    }
}
