package org.espalier.ui.tuning;

import java.util.function.Consumer;
import org.espalier.pruning.Granularity;
import org.espalier.session.GoalChoice;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.SchedulePath;
import org.espalier.session.ScheduledPruning;
import org.espalier.text.Refused;

/** What the form of a schedule asks of what stands behind it. */
public interface ScheduleAsks {

    /** How a schedule was last chosen to go. */
    ScheduleChoice lastSchedule();

    GoalChoice lastGoal();

    /** What is cut now. */
    Granularity granularity();

    /** Whether the sliders ask for something. */
    boolean slidersAsk();

    /** How many parameters the network had when it was opened. */
    long denseParameters();

    /** @throws Refused where there is no goal to reach */
    ScheduledPruning planned(ScheduleChoice choice, GoalChoice goal) throws Refused;

    /** @param receiver takes where it would go, once that is known */
    void preview(ScheduledPruning asked, Consumer<? super SchedulePath> receiver);

    /** Starts it, and remembers the choice. */
    void schedule(ScheduleChoice choice, GoalChoice goal) throws Refused;
}
