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
import org.espalier.session.Experiment;
import org.espalier.session.ExportTarget;
import org.espalier.session.Goal;
import org.espalier.session.PathPoint;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.SchedulePath;
import org.espalier.session.ScheduleTraining;
import org.espalier.session.ScheduledPruning;
import org.espalier.session.SessionState;
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

    @Option(names = "--progress")
    private boolean progress;

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
        try (StopSignal stop = StopSignal.awaited()) {
            TrainingTold told = new TrainingTold(commandLine(), json, ProgressLine.Form.of(progress), stop);
            TrainedOutput output = new TrainedOutput(experiment, target, told);
            output.check(like(experiment, asked.goal()));
            return new ScheduleRun(asked, output).run(tuning.scratch());
        }
    }

    /** As large as what the last round leaves: a global threshold zeroes single weights, whose places stay. */
    private static SessionState like(Experiment experiment, Goal goal) {
        return experiment.pruned(goal instanceof Goal.ByTarget each ? each.last() : goal.base());
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
