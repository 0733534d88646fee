package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;
import org.jspecify.annotations.Nullable;

/** A training of an experiment's network, on the engine thread: made ready, gone on with piece by piece, and ended. */
public abstract class EngineTraining implements AutoCloseable {

    private final Experiment on;
    private @Nullable Workers workers;
    private volatile boolean rests;
    /** A job may be cancelled, or its answer dropped, once a round in it is over. */
    private final Queue<TrainingNews.RoundEnded> untold = new ConcurrentLinkedQueue<>();

    /**
     * What is left of it.
     *
     * @param state null where the state that it began with is still the best
     * @param remark what the user should know; empty where all went as asked
     * @param rounds that were over before it, of which nobody has heard, the first one first
     */
    public record End(@Nullable SessionState state, String remark, List<TrainingNews.RoundEnded> rounds) {

        public End {
            rounds = List.copyOf(rounds);
        }

        End(@Nullable SessionState state, String remark) {
            this(state, remark, List.of());
        }
    }

    EngineTraining(Experiment on) {
        this.on = on;
    }

    final Experiment on() {
        return on;
    }

    /** The threads that do the work; they are its own. */
    final Workers workers() {
        Workers own = workers;
        if (own == null) {
            own = new Workers(on.settings().threads());
            workers = own;
        }
        return own;
    }

    /**
     * Trains to the end, and takes over what is best.
     *
     * @throws Refused where there are no training images, or they cannot train this network
     */
    public final End run(Progress progress, Consumer<? super TrainingNews> receiver) throws Refused, JobCancelled {
        prepare();
        for (Optional<TrainingNews> news = next(progress); news.isPresent(); news = next(progress)) {
            receiver.accept(news.get());
        }
        return end(Tuning.Leave.BEST);
    }

    /** Makes the job that is under way short; from any thread. */
    final void rest(boolean now) {
        rests = now;
    }

    /** Trains for about so long, but at least a piece; what that brought, and nothing once all is done. */
    public final List<TrainingNews> goOn(Progress progress, long nanos) throws Refused, JobCancelled {
        List<TrainingNews> all = new ArrayList<>();
        long start = System.nanoTime();
        do {
            Optional<TrainingNews> news = next(progress);
            if (news.isEmpty()) {
                return all;
            }
            all.add(news.get());
            if (news.get() instanceof TrainingNews.RoundEnded round) {
                untold.add(round);
            }
        } while (!rests && System.nanoTime() - start < nanos);
        return all;
    }

    /** That the end of a round was heard of; from any thread. */
    final void heard(TrainingNews.RoundEnded round) {
        untold.remove(round);
    }

    /** Takes over what is best, if that is wanted, and hands over the rounds of which nobody has heard. */
    public final End finish(Tuning.Leave leave) throws Refused {
        End end = end(leave);
        return new End(end.state(), end.remark(), List.copyOf(untold));
    }

    /** Reads what is needed, and refuses what cannot be. Comes first, and once. */
    public abstract void prepare() throws Refused;

    /** The next piece; empty once all is done. */
    abstract Optional<TrainingNews> next(Progress progress) throws Refused, JobCancelled;

    /** Takes over what is best of what was not told yet, if that is wanted. */
    abstract End end(Tuning.Leave leave) throws Refused;

    /** What the user should know of how a training ended, where it is over. */
    static String remarkOn(Tuned best) {
        if (best.ending() == Ending.DIVERGED) {
            String kept = best.bestEpoch() == 0
                    ? Text.of("session.tuning.as-before")
                    : Text.of("session.tuning.kept", Text.count(best.bestEpoch()));
            return Text.of("session.tuning.diverged", Text.number(best.lastRate()), kept);
        }
        if (best.bestEpoch() > 0) {
            return "";
        }
        return best.ending() == Ending.STOPPED
                ? Text.of("session.tuning.stopped")
                : Text.of("session.tuning.no-better", Text.percent(best.startAccuracy(), 2));
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
            workers = null;
        }
    }
}
