package org.espalier.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.espalier.measure.Evaluation;
import org.espalier.measure.Interval;
import org.espalier.session.History;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.Shown;
import org.espalier.session.Step;
import org.espalier.text.Text;
import org.espalier.ui.chart.ChartContent;
import org.espalier.ui.chart.ChartPoint;
import org.jspecify.annotations.Nullable;

/** What of a session the chart shows. */
final class ChartFeed {

    /** The live point carries no number of the history. */
    private static final int LIVE = -1;

    private ChartFeed() {}

    /** The chart's content; null until the dense network is measured. */
    static @Nullable ChartContent of(Session session) {
        Evaluation dense = session.dense();
        if (dense == null) {
            return null;
        }
        List<ChartPoint> steps = new ArrayList<>();
        for (History.Entry entry : session.history().entries()) {
            Evaluation known = entry.evaluation();
            if (known != null) {
                steps.add(point(entry.id(), entry.parent(), entry.state(), known));
            }
        }
        Shown shown = session.shown();
        ChartPoint live = shown.isPreview() ? live(shown) : null;
        int current = session.history().current().id();
        boolean isMeasured = steps.stream().anyMatch(step -> step.id() == current);
        return new ChartContent(
                dense.accuracy(),
                session.experiment().denseCost().parameters(),
                steps,
                isMeasured ? OptionalInt.of(current) : OptionalInt.empty(),
                live,
                shown.isPreview(),
                TuningFeed.recoveries(session));
    }

    /** Where the hand is; while that is not measured yet, at the height that was seen last on its way. */
    private static @Nullable ChartPoint live(Shown shown) {
        Evaluation latest = shown.evaluation();
        if (latest != null) {
            return point(LIVE, OptionalInt.empty(), shown.state(), latest);
        }
        Evaluation glimpse = shown.glimpse();
        if (glimpse == null) {
            return null;
        }
        double accuracy = glimpse.accuracy();
        String words =
                Text.of("shell.chart.measuring", Text.count(shown.state().cost().parameters()));
        return new ChartPoint(
                LIVE,
                OptionalInt.empty(),
                shown.state().cost().parameters(),
                accuracy,
                accuracy,
                accuracy,
                false,
                false,
                words);
    }

    private static ChartPoint point(int id, OptionalInt parent, SessionState state, Evaluation known) {
        Interval interval = known.accuracyInterval();
        return new ChartPoint(
                id,
                parent,
                state.cost().parameters(),
                known.accuracy(),
                interval.low(),
                interval.high(),
                known.isComplete(),
                state.step() instanceof Step.FromScratch,
                words(state, known));
    }

    private static String words(SessionState state, Evaluation known) {
        return Text.of(
                "shell.chart.tip",
                state.step().sentence(),
                Text.percent(known.accuracy(), 2),
                Text.signed(known.difference() * 100, 2),
                Text.decimal(known.differenceInterval().radius() * 100, 2),
                Text.count(state.cost().parameters()),
                Text.count(known.lost()),
                Text.count(known.won()),
                Text.percent(known.wilson().low(), 2),
                Text.percent(known.wilson().high(), 2),
                Text.count(known.examples()),
                Text.count(state.cost().multiplyAdds()));
    }
}
