package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.data.DataSets;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.EquivalenceProof;
import org.espalier.network.ModelSource;
import org.espalier.session.Experiment;
import org.espalier.session.Export;
import org.espalier.session.ExportTarget;
import org.espalier.session.Exported;
import org.espalier.session.SessionState;
import org.espalier.session.StateTraining;
import org.espalier.session.Step;
import org.espalier.session.TrainingNews;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningNews;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prunes a network, trains it on with what was removed held, and writes it. */
@Command(
        name = "finetune",
        mixinStandardHelpOptions = true,
        description = "Prunes a network, trains it on with everything held at zero that was removed, and writes the"
                + " smaller network of the epoch that is best on the validation images.")
final class FineTuneCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A DL4J model file, or a demo's name.")
    private String model = "";

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "As for evaluate.")
    private String data = "";

    @Mixin
    private CutOptions cut = new CutOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        ModelSource source = ModelSource.named(model);
        FineTuning settings = tuning.choice().settings();
        ExportTarget target = cut.target();
        target.check(source);
        try (Experiment experiment = Experiment.open(source, DataSets.named(data), EngineSettings.ofThisMachine())) {
            SessionState pruned = experiment.pruned(cut.plan(experiment));
            try (StateTraining training = new StateTraining(experiment, pruned, settings)) {
                StateTraining.End end = training.run(Progress.NONE, this::say);
                return end.state() == null ? nothingBetter(end.remark()) : write(experiment, target, end);
            }
        }
    }

    private Integer nothingBetter(String remark) {
        Objects.requireNonNull(spec).commandLine().getErr().println(remark);
        return CommandLineInterface.CHECK_FAILED;
    }

    private Integer write(Experiment experiment, ExportTarget target, StateTraining.End end)
            throws Refused, JobCancelled, IOException {
        SessionState tuned = Objects.requireNonNull(end.state());
        Export.Request request =
                new Export.Request(tuned.plan(), tuned.mask(), tuned.weights(), target, EquivalenceProof.IMAGES);
        Exported written = Export.write(experiment, request, Progress.NONE);
        print(experiment, (Step.FineTuned) tuned.step(), written);
        if (!end.remark().isEmpty()) {
            Objects.requireNonNull(spec).commandLine().getErr().println(end.remark());
        }
        return CommandLineInterface.DONE;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** One row of the table per epoch, as it comes. */
    private void say(TrainingNews told) {
        if (json || !(told instanceof TrainingNews.Trained trained)) {
            return;
        }
        TuningNews news = trained.news();
        if (news instanceof TuningNews.Started started) {
            out().println(Text.of("cli.finetune.start", Text.percent(started.validationAccuracy(), 2)));
        } else if (news instanceof TuningNews.EpochEnded ended) {
            EpochReport epoch = ended.report();
            out().println(Text.of(
                    "cli.epoch",
                    Text.count(epoch.epoch()),
                    Text.count(epoch.epochs()),
                    Text.decimal(epoch.loss(), 4),
                    Text.percent(epoch.validationAccuracy(), 2),
                    Text.decimal(epoch.seconds(), 1)));
        }
        out().flush();
    }

    private void print(Experiment experiment, Step.FineTuned step, Exported written) throws IOException {
        MeasuredFacts measured = new MeasuredFacts(experiment, written.cost(), written.evaluation());
        if (json) {
            Map<String, Object> facts = measured.facts("validation");
            facts.put("accuracyBeforeTuning", step.startAccuracy());
            facts.put("bestEpoch", step.bestEpoch());
            facts.put("epochs", epochs(step));
            facts.put("bytes", written.bytes());
            facts.put("largestDifference", written.proof().largest().absolute());
            facts.put("file", written.file().toString());
            facts.put("sideFile", written.sideFile().toString());
            out().println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return;
        }
        out().println(Text.of("cli.finetune.best", Text.count(step.bestEpoch())));
        measured.lines().forEach(out()::println);
        out().println(Text.of("cli.finetune.written", written.file(), written.sideFile(), written.proofSentence()));
    }

    private static List<Map<String, Object>> epochs(Step.FineTuned step) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (EpochReport epoch : step.epochs()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("epoch", epoch.epoch());
            row.put("loss", epoch.loss());
            row.put("validationAccuracy", epoch.validationAccuracy());
            row.put("seconds", epoch.seconds());
            rows.add(row);
        }
        return rows;
    }
}
