package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.session.Experiment;
import org.espalier.session.ExportTarget;
import org.espalier.session.Goal;
import org.espalier.session.PathPoint;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.SchedulePath;
import org.espalier.session.ScheduleTraining;
import org.espalier.session.ScheduledPruning;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.session.TrainingNews;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prunes a network and trains it in turns, and writes what the last round left. */
@Command(name = "schedule", mixinStandardHelpOptions = true)
final class ScheduleCommand implements Callable<Integer> {

    @Mixin
    private SubjectOptions subject = new SubjectOptions();

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private ShareOptions shares = new ShareOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--force")
    private boolean force;

    @Option(names = "--preview")
    private boolean preview;

    @Option(names = "--json")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        ScheduleChoice choice = schedule.choice(tuning.choice());
        if (shares.keepAll()) {
            throw new Refused("cli.prune.nothing");
        }
        if (out == null && !preview) {
            throw new Refused("cli.schedule.out");
        }
        OutFile file = new OutFile(out == null ? Path.of("") : out, force);
        ExportTarget target = preview ? file.target() : file.checked(subject.source());
        try (Experiment experiment = subject.open()) {
            Goal goal = schedule.isGlobal() ? shares.global(experiment) : new Goal.ByTarget(shares.plan(experiment));
            ScheduledPruning asked = choice.to(goal);
            return preview ? printPath(experiment, asked) : run(experiment, asked, target);
        }
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private Integer run(Experiment experiment, ScheduledPruning asked, ExportTarget target)
            throws Refused, JobCancelled, IOException {
        List<SessionState> rounds = new ArrayList<>();
        TrainedOutput output = new TrainedOutput(experiment, target, commandLine(), json);
        output.check(like(experiment, asked.goal()));
        SessionState begin = experiment.pruned(asked.goal().base());
        try (ScheduleTraining training = ScheduleTraining.of(experiment, begin, asked)) {
            String remark = training.run(Progress.NONE, news -> {
                        say(news, output);
                        output.say(news);
                        if (news instanceof TrainingNews.RoundEnded ended) {
                            rounds.add(ended.state());
                        }
                    })
                    .remark();
            if (!remark.isEmpty()) {
                output.warn(remark);
            }
        }
        if (rounds.isEmpty()) {
            return CommandLineInterface.CHECK_FAILED;
        }
        if (rounds.stream().allMatch(state -> ((Step.Round) state.step()).bestEpoch() == 0)) {
            output.warn(Text.of("cli.schedule.nothing"));
            return CommandLineInterface.CHECK_FAILED;
        }
        SessionState last = rounds.get(rounds.size() - 1);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rounds", facts(rounds));
        return output.write(last, facts, tuning.scratch() ? asked.tuning().withEpochs(asked.epochs()) : null);
    }

    /** As large as what the last round leaves: a global threshold zeroes single weights, whose places stay. */
    private static SessionState like(Experiment experiment, Goal goal) {
        return experiment.pruned(goal instanceof Goal.ByTarget each ? each.last() : goal.base());
    }

    private void say(TrainingNews news, TrainedOutput output) {
        if (news instanceof TrainingNews.RoundBegun begun) {
            output.say(Text.of(
                    schedule.isGradual() ? "cli.schedule.epoch" : "cli.schedule.round",
                    Text.count(begun.round()),
                    Text.count(begun.cost().parameters())));
        } else if (news instanceof TrainingNews.Removed removed) {
            output.say(Text.of("cli.schedule.removed", Text.count(removed.cost().parameters())));
        } else if (news instanceof TrainingNews.RoundEnded ended) {
            output.say(ended.state().step().sentence());
            doubt((Step.Round) ended.state().step(), output);
        }
    }

    /** A round that did not learn is told of, also where others did: what it leaves is pruned and no more. */
    private static void doubt(Step.Round round, TrainedOutput output) {
        if (round.bestEpoch() == 0) {
            output.warn(Text.of(
                    "cli.schedule.learned-nothing",
                    Text.count(round.place().round()),
                    Text.percent(round.startAccuracy(), 2)));
        }
    }

    private static List<Map<String, Object>> facts(List<SessionState> rounds) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (SessionState state : rounds) {
            Step.Round step = (Step.Round) state.step();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("round", step.place().round());
            facts.put("parameters", step.place().parameters());
            facts.putAll(TrainedOutput.facts(step));
            all.add(facts);
        }
        return all;
    }

    private Integer printPath(Experiment experiment, ScheduledPruning asked) throws IOException {
        SchedulePath path =
                ScheduleTraining.path(experiment, experiment.pruned(asked.goal().base()), asked);
        PrintWriter print = commandLine().getOut();
        if (json) {
            List<Map<String, Object>> points = new ArrayList<>();
            for (PathPoint point : path.points()) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("round", point.stop().round());
                facts.put("epochs", point.stop().epochs());
                facts.put("shares", point.plan().shares());
                facts.put("parameters", point.cost().parameters());
                facts.put("multiplyAdds", point.cost().multiplyAdds());
                points.add(facts);
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put(
                    "start",
                    Map.of(
                            "parameters", path.start().parameters(),
                            "multiplyAdds", path.start().multiplyAdds()));
            facts.put("removals", path.removals());
            facts.put("path", points);
            print.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return CommandLineInterface.DONE;
        }
        TextTable table = new TextTable(0);
        table.add(Text.of("cli.schedule.columns").split("\\|"));
        int number = 0;
        for (PathPoint point : path.points()) {
            number++;
            double times =
                    (double) experiment.denseCost().parameters() / point.cost().parameters();
            table.add(
                    // As asked: several of a gradual schedule lie in one epoch.
                    Text.count(number),
                    Text.decimal(point.stop().epochs(), 2),
                    Text.count(point.cost().parameters()),
                    String.format(Locale.ROOT, "%s ×", Text.decimal(times, 2)));
        }
        table.lines().forEach(print::println);
        if (path.removesNothing()) {
            print.println(
                    Text.of("cli.schedule.path-nothing", Text.count(path.start().parameters())));
        }
        return CommandLineInterface.DONE;
    }
}
