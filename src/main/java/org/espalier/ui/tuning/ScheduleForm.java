package org.espalier.ui.tuning;

import java.util.Arrays;
import javafx.animation.PauseTransition;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.util.Duration;
import org.espalier.session.GoalChoice;
import org.espalier.session.ScheduleChoice;
import org.espalier.session.ScheduleChoice.Kind;
import org.espalier.session.ScheduledPruning;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.TuningChoice.Start;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** How pruning and training are to take turns, what they are to reach, and the path that leads there. */
final class ScheduleForm extends TrainingForm {

    /** Typing is over when nothing came for so long. */
    private static final Duration TYPING = Duration.millis(150);

    private final ScheduleAsks asks;
    private final Runnable close;
    private final ChoiceBox<Kind> kind = FormControls.choice(Kind.values(), ScheduleForm::nameOf, "kind");
    private final TextField rounds = FormControls.field("rounds");
    private final TextField rewind = FormControls.field("rewind");
    private final ChoiceBox<GoalChoice.Kind> goal =
            FormControls.choice(GoalChoice.Kind.values(), ScheduleForm::nameOf, "goal");
    private final TextField share = FormControls.field("share");
    private final TuningEntries entries = new TuningEntries(Start.INHERITED, Start.BOTH);
    private final Label what = FormControls.sentence("", StyleClass.FORM_REMARK);
    private final PathView path = new PathView();
    private final PauseTransition soon = new PauseTransition(TYPING);

    /** @param close is run once it has started */
    ScheduleForm(ScheduleAsks asks, Runnable close) {
        this.asks = asks;
        this.close = close;
        GridPane grid = new GridPane();
        FormControls.layOut(grid);
        FormControls.row(grid, 0, kind, rounds);
        FormControls.row(grid, 1, goal, share);
        // Only a lottery ticket goes back, and only then is it asked how far.
        Label nothing = new Label();
        nothing.managedProperty().bind(rewind.managedProperty());
        FormControls.row(grid, 2, nothing, rewind);
        what.setId("tuning-kind-words");
        layOut(Text.of("tuning.turns.what"), grid, what, entries, path);
        // Where something cannot be, there is no path to be seen.
        path.visibleProperty().bind(complains().not());
        path.managedProperty().bind(path.visibleProperty());
        soon.setOnFinished(event -> preview());
        follow();
    }

    @Override
    void showLast() {
        ScheduleChoice last = asks.lastSchedule();
        GoalChoice wanted = asks.lastGoal();
        boolean fits = wanted.isFor(asks.granularity());
        GoalChoice.Kind usual = asks.slidersAsk() ? GoalChoice.Kind.SLIDERS : GoalChoice.Kind.EACH_LAYER;
        goal.getItems()
                .setAll(Arrays.stream(GoalChoice.Kind.values())
                        .filter(each -> new GoalChoice(each, wanted.share()).isFor(asks.granularity()))
                        .toList());
        entries.show(last.tuning());
        kind.setValue(last.kind());
        rounds.setText(Integer.toString(last.rounds()));
        rewind.setText(Integer.toString(last.rewind()));
        goal.setValue(fits && wanted.kind() != GoalChoice.Kind.SLIDERS ? wanted.kind() : usual);
        share.setText(Text.decimal(wanted.share() * 100, 1) + " %");
        showFor(last.kind());
        changed();
        preview();
    }

    private void follow() {
        kind.valueProperty().addListener((choice, before, now) -> showFor(now));
        goal.valueProperty().addListener((choice, before, now) -> showFor(kind.getValue()));
        for (TextField field : new TextField[] {rounds, rewind, share}) {
            field.textProperty().addListener((text, before, now) -> edited());
        }
        entries.onChange(this::edited);
    }

    private void edited() {
        changed();
        previewSoon();
    }

    /** Until it is known where what is chosen now leads, it may be started. */
    private void previewSoon() {
        offer(true);
        soon.playFromStart();
    }

    private void showFor(Kind now) {
        what.setText(Text.of("tuning.kind." + keyOf(now)));
        entries.startFresh(now == Kind.LOTTERY);
        rounds.setDisable(now == Kind.ONE_SHOT);
        rewind.setVisible(now == Kind.LOTTERY);
        rewind.setManaged(now == Kind.LOTTERY);
        share.setDisable(goal.getValue() == GoalChoice.Kind.SLIDERS);
        previewSoon();
    }

    /** What is chosen and typed. */
    private record Typed(ScheduleChoice choice, GoalChoice goal) {}

    private Typed read() throws Refused {
        ScheduleChoice choice =
                ScheduleChoice.read(kind.getValue(), rounds.getText(), rewind.getText(), entries.read());
        GoalChoice reached = goal.getValue() == GoalChoice.Kind.SLIDERS
                ? new GoalChoice(GoalChoice.Kind.SLIDERS, asks.lastGoal().share())
                : GoalChoice.read(goal.getValue(), share.getText(), asks.granularity());
        return new Typed(choice, reached);
    }

    /** Shows where it would go, as far as what is typed can be. */
    private void preview() {
        try {
            Typed typed = read();
            ScheduledPruning asked = asks.planned(typed.choice, typed.goal);
            asks.preview(asked, found -> {
                path.show(asked, asks.denseParameters(), found);
                offer(!found.removesNothing());
            });
        } catch (Refused notYet) {
            path.showNothing(notYet.sentence());
        }
    }

    @Override
    void begin() {
        entries.begin();
    }

    @Override
    void start() throws Refused {
        Typed typed = read();
        asks.schedule(typed.choice, typed.goal);
        close.run();
    }

    @Override
    void mark(@Nullable Refused wrong) {
        String key = wrong == null ? "" : wrong.key();
        entries.mark(wrong);
        FormControls.mark(rounds, key.equals("session.schedule.rounds"));
        FormControls.mark(rewind, key.equals("session.schedule.rewind"));
        FormControls.mark(share, key.equals("session.schedule.share"));
    }

    private static String keyOf(Kind kind) {
        return switch (kind) {
            case ONE_SHOT -> "one-shot";
            case ITERATIVE -> "iterative";
            case GRADUAL -> "gradual";
            case LOTTERY -> "lottery";
        };
    }

    private static String nameOf(Kind kind) {
        return Text.of("session.schedule." + keyOf(kind));
    }

    private static String nameOf(GoalChoice.Kind kind) {
        return switch (kind) {
            case SLIDERS -> Text.of("tuning.goal.sliders");
            case EACH_LAYER -> Text.of("tuning.goal.each-layer");
            case ALL_TOGETHER -> Text.of("tuning.goal.all-together");
        };
    }
}
