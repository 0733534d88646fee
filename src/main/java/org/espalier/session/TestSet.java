package org.espalier.session;

import java.util.HashMap;
import java.util.Map;
import org.espalier.job.JobRunner;
import org.espalier.measure.Evaluation;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** What the test sets were asked, and how often. */
final class TestSet {

    private final JobRunner runner;
    private @Nullable Experiment asked;
    private @Nullable TestCheck last;
    private final Map<String, Integer> looks = new HashMap<>();

    TestSet(JobRunner runner) {
        this.runner = runner;
    }

    /** @param answered is run once there is an answer, unless another network was opened meanwhile */
    void check(Experiment on, History.Entry entry, Runnable answered) {
        asked = on;
        runner.<Evaluation>submit(
                Text.of("session.job.testing"),
                (progress, soFar) ->
                        on.evaluateOnTest(entry.state().weights(), entry.state().mask(), progress),
                answer -> {
                    if (on == asked) {
                        last = new TestCheck(
                                entry.id(), answer, looks.merge(on.data().name(), 1, Integer::sum));
                        answered.run();
                    }
                });
    }

    @Nullable
    TestCheck last() {
        return last;
    }

    /** How often a data set's test images were asked, of whatever network: each look makes the next one worth less. */
    int looks(Experiment on) {
        return looks.getOrDefault(on.data().name(), 0);
    }

    /** Another network is open; what was looked at stays looked at. */
    void clear() {
        asked = null;
        last = null;
    }
}
