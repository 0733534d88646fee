package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
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
import org.espalier.session.TrainingNews;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningNews;

/** What a command that trains says while it does, and what it writes in the end. */
record TrainedOutput(Experiment experiment, ExportTarget target, PrintWriter out, boolean json) {

    /** One row per epoch, as it comes. */
    void say(TrainingNews told) {
        if (json || !(told instanceof TrainingNews.Trained trained)) {
            return;
        }
        TuningNews news = trained.news();
        if (news instanceof TuningNews.Started started) {
            out.println(Text.of("cli.finetune.start", Text.percent(started.validationAccuracy(), 2)));
        } else if (news instanceof TuningNews.EpochEnded ended) {
            EpochReport epoch = ended.report();
            out.println(Text.of(
                    "cli.epoch",
                    Text.count(epoch.epoch()),
                    Text.count(epoch.epochs()),
                    Text.loss(epoch.loss(), 4),
                    Text.percent(epoch.validationAccuracy(), 2),
                    Text.decimal(epoch.seconds(), 1)));
        }
        out.flush();
    }

    /**
     * Cuts, proves, writes and tells.
     *
     * @param more facts for whoever reads JSON
     */
    void write(SessionState state, Map<String, Object> more) throws Refused, JobCancelled, IOException {
        Export.Request request =
                new Export.Request(state.plan(), state.mask(), state.weights(), target, EquivalenceProof.IMAGES);
        Exported written = Export.write(experiment, request, Progress.NONE);
        MeasuredFacts measured = new MeasuredFacts(experiment, written.cost(), written.evaluation());
        if (json) {
            Map<String, Object> facts = measured.facts("validation");
            facts.putAll(more);
            facts.put("nonZeroParameters", written.nonZeroParameters());
            facts.put("bytes", written.bytes());
            facts.put("largestDifference", written.proof().largest().absolute());
            facts.put("file", written.file().toString());
            facts.put("sideFile", written.sideFile().toString());
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return;
        }
        measured.lines().forEach(out::println);
        MeasuredFacts.zeroed(written).ifPresent(out::println);
        out.println(Text.of("cli.finetune.written", written.file(), written.sideFile(), written.proofSentence()));
    }

    /**
     * Trains what a state is from fresh weights, and says whether what it inherited helped.
     *
     * @param settings of the control: as many epochs as the state had
     */
    Map<String, Object> compareWithScratch(SessionState state, FineTuning settings) throws Refused, JobCancelled {
        if (!json) {
            out.println(Text.of("cli.scratch.begins"));
        }
        try (ScratchTraining training = new ScratchTraining(experiment, state, settings)) {
            EngineTraining.End end = training.run(Progress.NONE, this::say);
            SessionState control = end.state();
            if (control == null) {
                throw new Refused("session.reproduce.ended", end.remark());
            }
            double inherited = ((Step.Trained) state.step()).endAccuracy();
            double fresh = ((Step.Trained) control.step()).endAccuracy();
            if (!json) {
                out.println(new ScratchComparison(inherited, fresh, experiment.validationImages()).sentence());
            }
            return Map.of("scratch", facts((Step.Trained) control.step()));
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
