package org.espalier.session;

import org.espalier.job.JobRunner;
import org.espalier.measure.Evaluation;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** What the test set was asked, and how often. */
final class TestSet {

    private final JobRunner runner;
    private @Nullable Experiment asked;
    private @Nullable TestCheck last;
    private int looks;

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
                        last = new TestCheck(entry.id(), answer, ++looks);
                        answered.run();
                    }
                });
    }

    @Nullable
    TestCheck last() {
        return last;
    }

    int looks() {
        return looks;
    }

    /** Another network is open. */
    void clear() {
        asked = null;
        last = null;
        looks = 0;
    }
}
