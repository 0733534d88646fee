package org.espalier.session;

import java.util.Optional;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.FreshStart;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningNews;
import org.espalier.training.TuningRun;
import org.jspecify.annotations.Nullable;

/** A schedule whose rounds are trainings of their own: at once, iterative, or a lottery ticket. */
final class RoundsTraining extends ScheduleTraining {

    /** Where each round begins; null where it begins with what the last one left. */
    private @Nullable Network origin;

    private Weights latest;
    private int number;
    private @Nullable Round round;
    private boolean isTold;
    private boolean isAnyKept;
    private boolean over;
    private String remark = "";

    /** A round that goes on. */
    private record Round(SessionState pruned, FineTuning settings, TuningRun run) {}

    RoundsTraining(Experiment on, SessionState begin, ScheduledPruning asked) {
        super(on, begin, asked);
        latest = start();
    }

    @Override
    public void prepare() throws Refused {
        checkStart();
        if (asked().schedule() instanceof Schedule.LotteryTicket lottery) {
            origin = FreshStart.of(on().network(), lottery.seed());
            round = begin(whole());
        } else {
            number = 1;
            round = begin(pruned());
        }
    }

    @Override
    Optional<TrainingNews> next(Progress progress) throws Refused, JobCancelled {
        Round now = round;
        if (now == null) {
            if (over) {
                return Optional.empty();
            }
            now = begin(pruned());
            round = now;
        }
        if (!isTold) {
            isTold = true;
            return Optional.of(new TrainingNews.RoundBegun(number, now.pruned.cost()));
        }
        Optional<TuningNews> news = now.run.next(progress);
        if (news.isPresent()) {
            keepOrigin(now, news.get());
            return news.map(TrainingNews.Trained::new);
        }
        return end(now).map(TrainingNews.RoundEnded::new);
    }

    private SessionState whole() {
        PruningPlan plan = asked().goal().base().keepingAll();
        return new SessionState(new Step.Reset(), plan, PruningMask.NONE, on().denseCost(), latest);
    }

    private SessionState pruned() throws Refused {
        PruningPlan base = asked().goal().base();
        double way = (double) number / asked().rounds();
        return pruned(way, on().scores(latest, base.granularity(), base.criterion()), latest);
    }

    private Round begin(SessionState pruned) throws Refused {
        Network from = origin == null ? on().network(latest) : origin;
        FineTuning usual = asked().tuning();
        // Another order of the images than in the epochs before.
        FineTuning ordered = usual.withSeed(usual.seed() + (long) number * usual.epochs());
        // The training in front of a ticket must come to the epoch that tickets go back to.
        FineTuning settings = number == 0 ? ordered.withoutPatience() : ordered;
        return new Round(pruned, settings, on().tune(from, pruned.mask(), settings, workers()));
    }

    private void keepOrigin(Round now, TuningNews news) {
        boolean isIt = number == 0
                && news instanceof TuningNews.EpochEnded ended
                && asked().schedule() instanceof Schedule.LotteryTicket lottery
                && ended.report().epoch() == lottery.rewind();
        if (isIt) {
            origin = now.run.latest();
        }
    }

    private Optional<SessionState> end(Round now) throws Refused {
        Tuned best = now.run.best();
        boolean diverged = best.ending() == Ending.DIVERGED;
        over = diverged || number == asked().rounds();
        remark = remark(number, best, best.bestEpoch(), !isAnyKept);
        SessionState state = diverged && best.bestEpoch() == 0 ? null : taken(now, best);
        drop();
        if (state != null) {
            latest = state.weights();
            isAnyKept = true;
        }
        number++;
        return Optional.ofNullable(state);
    }

    private SessionState taken(Round now, Tuned best) throws Refused {
        Step.Round step = new Step.Round(
                new Step.Round.Place(
                        asked().schedule(),
                        number,
                        asked().rounds(),
                        now.pruned.cost().parameters()),
                now.settings,
                now.run.reports(),
                best.bestEpoch(),
                best.startAccuracy());
        return on().trained(best.network(), now.pruned, step);
    }

    @Override
    End end(Tuning.Leave leave) throws Refused {
        Round unfinished = round;
        SessionState state = null;
        if (unfinished != null && leave == Tuning.Leave.BEST) {
            Tuned best = unfinished.run.best();
            state = best.bestEpoch() == 0 ? null : taken(unfinished, best);
        }
        return new End(state, remark.isEmpty() ? on().trouble() : remark);
    }

    private void drop() {
        if (round != null) {
            round.run.close();
            round = null;
            isTold = false;
        }
    }

    @Override
    public void close() {
        drop();
        super.close();
    }
}
