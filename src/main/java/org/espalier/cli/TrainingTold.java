package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.espalier.job.Progress;
import org.espalier.session.TrainingNews;
import org.espalier.text.Text;
import org.espalier.training.TuningNews;
import picocli.CommandLine;

/** What a command that trains says while it does, to who reads along and to who reads JSON; and whether it goes on. */
final class TrainingTold {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final ProgressLine.Form form;
    private final StopSignal stop;
    private final EpochRows rows = new EpochRows();
    private ProgressLine line;
    private int trainings = 1;
    private int ended;

    /** @param form how progress within and over all epochs is shown */
    TrainingTold(CommandLine commandLine, boolean json, ProgressLine.Form form, StopSignal stop) {
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
        this.json = json;
        this.form = form;
        this.stop = stop;
        this.line = new ProgressLine(err, form, System::nanoTime);
    }

    /** For whoever reads along; whoever reads JSON does not. */
    void say(String words) {
        line.clear();
        if (!json) {
            out.println(words);
            out.flush();
        }
    }

    /** One row per epoch, as it comes. */
    void say(TrainingNews told) {
        if (told instanceof TrainingNews.RoundEnded) {
            ended = Math.min(ended + 1, trainings - 1);
        }
        if (!(told instanceof TrainingNews.Trained trained)) {
            return;
        }
        TuningNews news = trained.news();
        if (news instanceof TuningNews.Started started) {
            rows.begin();
            say(Text.of("cli.finetune.start", Text.percent(started.validationAccuracy(), 2)));
        } else if (news instanceof TuningNews.EpochEnded ended) {
            say(rows.row(ended.report()));
        }
    }

    /** Leaves nothing of the line that tells how far it is. */
    void clear() {
        line.clear();
    }

    /** What is not as it should be, beside what is printed. */
    void warn(String sentence) {
        line.clear();
        err.println(sentence);
        err.flush();
    }

    /** All there is to know, for whoever reads JSON. */
    void print(Map<String, Object> facts) throws IOException {
        line.clear();
        if (json) {
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            out.flush();
        }
    }

    /**
     * Of what begins now.
     *
     * @param ofAll how many trainings of as many epochs come one behind the other, each but the last to its round's end
     */
    Progress progress(int ofAll) {
        trainings = ofAll;
        ended = 0;
        line = new ProgressLine(err, form, System::nanoTime);
        ProgressLine mine = line;
        return stop.over((done, total) -> mine.report(ended * total + done, trainings * total));
    }
}
