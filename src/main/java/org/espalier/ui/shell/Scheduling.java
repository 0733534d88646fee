package org.espalier.ui.shell;

import java.util.function.Consumer;
import org.espalier.pruning.Granularity;
import org.espalier.session.GoalChoice;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.SchedulePath;
import org.espalier.session.ScheduledPruning;
import org.espalier.session.Session;
import org.espalier.session.TrainingChoices;
import org.espalier.text.Refused;
import org.espalier.ui.tuning.ScheduleAsks;

/** What the form of a schedule asks, answered by the session; what was chosen is remembered. */
final class Scheduling implements ScheduleAsks {

    private final Session session;
    private final ShellCommands commands;

    Scheduling(Session session, ShellCommands commands) {
        this.session = session;
        this.commands = commands;
    }

    @Override
    public ScheduleChoice lastSchedule() {
        return commands.trainingChoices().schedule();
    }

    @Override
    public GoalChoice lastGoal() {
        return commands.trainingChoices().goal();
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
    public void preview(ScheduledPruning asked, Consumer<? super SchedulePath> receiver) {
        session.preview(asked, receiver);
    }

    @Override
    public void schedule(ScheduleChoice choice, GoalChoice goal) throws Refused {
        ScheduledPruning asked = session.planned(choice, goal);
        commands.remember(new TrainingChoices(choice, goal));
        session.schedule(asked, choice.tuning().start());
    }
}
