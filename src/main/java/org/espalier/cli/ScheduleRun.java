package org.espalier.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.job.JobCancelled;
import org.espalier.session.Experiment;
import org.espalier.session.Schedule;
import org.espalier.session.ScheduleTraining;
import org.espalier.session.ScheduledPruning;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.session.TrainingNews;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/** One schedule from its first round to the file: the last round's, or that of the last one there was time for. */
final class ScheduleRun {

    private final ScheduledPruning asked;
    private final TrainedOutput output;
    private final TrainingTold told;
    private final List<SessionState> rounds = new ArrayList<>();

    ScheduleRun(ScheduledPruning asked, TrainedOutput output) {
        this.asked = asked;
        this.output = output;
        this.told = output.told();
    }

    /**
     * Trains and writes.
     *
     * @param scratch whether the control follows
     * @return the exit status
     */
    int run(boolean scratch) throws Refused, JobCancelled, IOException {
        try {
            train();
        } catch (JobCancelled stopped) {
            return writeWhatThereIs();
        }
        return rounds.isEmpty() || learnedNothing()
                ? CommandLineInterface.CHECK_FAILED
                : output.write(last(), facts(), scratch ? asked.tuning().withEpochs(asked.epochs()) : null);
    }

    private void train() throws Refused, JobCancelled {
        Experiment on = output.experiment();
        SessionState begin = on.pruned(asked.goal().base());
        try (ScheduleTraining training = ScheduleTraining.of(on, begin, asked)) {
            int trainings = asked.epochs() / asked.tuning().epochs();
            String remark = training.run(told.progress(trainings), news -> {
                        say(news);
                        told.say(news);
                    })
                    .remark();
            if (!remark.isEmpty()) {
                told.warn(remark);
            }
        }
    }

    /** The program ends once this is done: what is to be said is said here. */
    private int writeWhatThereIs() throws JobCancelled, IOException {
        if (rounds.isEmpty()) {
            told.warn(Text.of("cli.schedule.stopped-early"));
        } else if (!learnedNothing()) {
            Map<String, Object> facts = facts();
            facts.put("stopped", true);
            try {
                output.write(last(), facts, null);
                told.warn(Text.of(
                        "cli.schedule.stopped",
                        output.target().file(),
                        last().step().sentence()));
            } catch (Refused refused) {
                told.warn(refused.sentence());
            }
        }
        return CommandLineInterface.FAILED;
    }

    private SessionState last() {
        return rounds.get(rounds.size() - 1);
    }

    private boolean learnedNothing() {
        boolean nothing = rounds.stream().allMatch(state -> ((Step.Round) state.step()).bestEpoch() == 0);
        if (nothing) {
            told.warn(Text.of("cli.schedule.nothing"));
        }
        return nothing;
    }

    private void say(TrainingNews news) {
        if (news instanceof TrainingNews.RoundBegun begun) {
            told.say(Text.of(
                    asked.schedule() instanceof Schedule.Gradual ? "cli.schedule.epoch" : "cli.schedule.round",
                    Text.count(begun.round()),
                    Text.count(begun.cost().parameters())));
        } else if (news instanceof TrainingNews.Removed removed) {
            told.say(Text.of("cli.schedule.removed", Text.count(removed.cost().parameters())));
        } else if (news instanceof TrainingNews.RoundEnded ended) {
            rounds.add(ended.state());
            told.say(ended.state().step().sentence());
            doubt((Step.Round) ended.state().step());
        }
    }

    /** A round that did not learn is told of, also where others did: what it leaves is pruned and no more. */
    private void doubt(Step.Round round) {
        if (round.bestEpoch() == 0) {
            told.warn(Text.of(
                    "cli.schedule.learned-nothing",
                    Text.count(round.place().round()),
                    Text.percent(round.startAccuracy(), 2)));
        }
    }

    private Map<String, Object> facts() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (SessionState state : rounds) {
            Step.Round step = (Step.Round) state.step();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("round", step.place().round());
            row.put("parameters", step.place().parameters());
            row.putAll(TrainedOutput.facts(step));
            all.add(row);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rounds", all);
        return facts;
    }
}
