package org.espalier.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EquivalenceProof;
import org.espalier.session.EngineTraining;
import org.espalier.session.Experiment;
import org.espalier.session.Export;
import org.espalier.session.ExportTarget;
import org.espalier.session.Exported;
import org.espalier.session.ScratchComparison;
import org.espalier.session.ScratchTraining;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.training.FineTuning;
import org.jspecify.annotations.Nullable;

/** What a command that trains leaves: a file that is written as soon as it can be, and then, if asked for, a control. */
record TrainedOutput(Experiment experiment, ExportTarget target, TrainingTold told) {

    /**
     * Before anything is trained: whether the outcome can be written.
     *
     * @param like a state whose mask keeps as much as the outcome will
     */
    void check(SessionState like) throws Refused {
        Export.check(experiment, request(like));
    }

    private Export.Request request(SessionState state) {
        return new Export.Request(state.plan(), state.mask(), state.weights(), target, EquivalenceProof.IMAGES);
    }

    /**
     * Cuts, proves, writes and tells; then, with what was asked for on the disk, runs the control.
     *
     * @param more facts for whoever reads JSON
     * @param control how the same architecture is trained from fresh weights; null for no control
     * @return the exit status
     */
    int write(SessionState state, Map<String, Object> more, @Nullable FineTuning control)
            throws Refused, JobCancelled, IOException {
        Exported written = Export.write(experiment, request(state), Progress.NONE);
        MeasuredFacts measured = new MeasuredFacts(experiment, written.cost(), written.evaluation());
        measured.lines().forEach(told::say);
        MeasuredFacts.zeroed(written).ifPresent(told::say);
        told.say(Text.of("cli.finetune.written", written.file(), written.sideFile(), written.proofSentence()));
        Map<String, Object> facts = measured.facts("validation");
        facts.putAll(more);
        facts.put("nonZeroParameters", written.nonZeroParameters());
        facts.put("bytes", written.bytes());
        facts.put("largestDifference", written.proof().largest().absolute());
        facts.put("file", written.file().toString());
        facts.put("sideFile", written.sideFile().toString());
        boolean isCompared = control == null || compareWithScratch(state, control, facts);
        told.print(facts);
        return isCompared ? CommandLineInterface.DONE : CommandLineInterface.CHECK_FAILED;
    }

    /**
     * Trains what a state is from fresh weights, and says whether what it inherited helped.
     *
     * @param settings of the control: as many epochs as the state had
     * @param facts to which the control is added
     * @return whether it came to its end
     */
    private boolean compareWithScratch(SessionState state, FineTuning settings, Map<String, Object> facts) {
        told.say(Text.of("cli.scratch.begins"));
        try (ScratchTraining training = new ScratchTraining(experiment, state, settings)) {
            EngineTraining.End end = training.run(told.progress(1), told::say);
            SessionState control = end.state();
            if (control == null) {
                told.warn(Text.of("cli.scratch.ended", end.remark()));
                return false;
            }
            double inherited = ((Step.Trained) state.step()).endAccuracy();
            double fresh = ((Step.Trained) control.step()).endAccuracy();
            told.say(new ScratchComparison(inherited, fresh, experiment.validationImages()).sentence());
            facts.put("scratch", facts((Step.Trained) control.step()));
            return true;
        } catch (Refused refused) {
            told.warn(Text.of("cli.scratch.ended", refused.sentence()));
            return false;
        } catch (JobCancelled stopped) {
            told.warn(Text.of("cli.scratch.ended", "").strip());
            return false;
        }
    }

    /** A training as facts. */
    static Map<String, Object> facts(Step.Trained step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("accuracyBeforeTuning", step.startAccuracy());
        facts.put("accuracyAfterTuning", step.endAccuracy());
        facts.put("bestEpoch", step.bestEpoch());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (EpochReport epoch : step.epochs()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("epoch", epoch.epoch());
            row.put("loss", epoch.loss());
            row.put("validationAccuracy", epoch.validationAccuracy());
            row.put("seconds", epoch.seconds());
            rows.add(row);
        }
        facts.put("epochs", rows);
        return facts;
    }
}
