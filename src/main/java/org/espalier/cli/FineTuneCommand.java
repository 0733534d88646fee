package org.espalier.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.job.JobCancelled;
import org.espalier.session.EngineTraining;
import org.espalier.session.Experiment;
import org.espalier.session.ExportTarget;
import org.espalier.session.SessionState;
import org.espalier.session.StateTraining;
import org.espalier.session.Step;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prunes a network, trains it on with what was removed held, and writes it. */
@Command(name = "finetune", mixinStandardHelpOptions = true)
final class FineTuneCommand implements Callable<Integer> {

    @Mixin
    private SubjectOptions subject = new SubjectOptions();

    @Mixin
    private CutOptions cut = new CutOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--progress")
    private boolean progress;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        FineTuning settings = tuning.settings();
        ExportTarget target = cut.target(subject.source());
        try (Experiment experiment = subject.open();
                StopSignal stop = StopSignal.awaited()) {
            TrainingTold told = new TrainingTold(commandLine(), json, ProgressLine.Form.of(progress), stop);
            TrainedOutput output = new TrainedOutput(experiment, target, told);
            SessionState pruned = cut.pruned(experiment);
            output.check(pruned);
            try (StateTraining training = new StateTraining(experiment, pruned, settings)) {
                EngineTraining.End end = training.run(told.progress(1), told::say);
                if (!end.remark().isEmpty()) {
                    told.warn(end.remark());
                }
                return end.state() == null ? CommandLineInterface.CHECK_FAILED : write(output, end.state());
            } catch (JobCancelled stopped) {
                told.clear();
                return CommandLineInterface.FAILED;
            }
        }
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private Integer write(TrainedOutput output, SessionState tuned) throws Refused, JobCancelled, IOException {
        Step.Trained step = (Step.Trained) tuned.step();
        output.told().say(Text.of("cli.finetune.best", Text.count(step.bestEpoch())));
        Map<String, Object> facts = new LinkedHashMap<>(TrainedOutput.facts(step));
        facts.put("removedParts", RemovalOptions.facts(tuned));
        return output.write(tuned, facts, tuning.scratch() ? step.settings() : null);
    }
}
