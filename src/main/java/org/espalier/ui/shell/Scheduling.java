package org.espalier.ui.shell;

import java.util.List;
import java.util.function.Consumer;
import org.espalier.pruning.Granularity;
import org.espalier.session.GoalChoice;
import org.espalier.session.PathPoint;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.ScheduledPruning;
import org.espalier.session.Session;
import org.espalier.text.Refused;
import org.espalier.ui.tuning.ScheduleAsks;

/** What the form of a schedule asks, answered by the session; remembers what was chosen as long as the window is there. */
final class Scheduling implements ScheduleAsks {

    private final Session session;
    private final ShellCommands commands;
    private ScheduleChoice last = ScheduleChoice.DEFAULT;
    private GoalChoice lastGoal = GoalChoice.DEFAULT;

    Scheduling(Session session, ShellCommands commands) {
        this.session = session;
        this.commands = commands;
    }

    @Override
    public ScheduleChoice lastSchedule() {
        int rewind = Math.min(last.rewind(), commands.tuningChoice().epochs() - 1);
        return new ScheduleChoice(last.kind(), last.rounds(), rewind, commands.tuningChoice());
    }

    @Override
    public GoalChoice lastGoal() {
        return lastGoal;
    }

    @Override
    public Granularity granularity() {
        return session.history().current().state().plan().granularity();
    }

    @Override
    public boolean slidersAsk() {
        return !session.history().current().state().plan().keepsAll();
    }

    @Override
    public long denseParameters() {
        return session.experiment().denseCost().parameters();
    }

    @Override
    public ScheduledPruning planned(ScheduleChoice choice, GoalChoice goal) throws Refused {
        return session.planned(choice, goal);
    }

    @Override
    public void preview(ScheduledPruning asked, Consumer<? super List<PathPoint>> receiver) {
        session.preview(asked, receiver);
    }

    @Override
    public void schedule(ScheduleChoice choice, GoalChoice goal) throws Refused {
        ScheduledPruning asked = session.planned(choice, goal);
        last = choice;
        lastGoal = goal;
        commands.rememberTuning(choice.tuning());
        session.schedule(asked);
    }
}
