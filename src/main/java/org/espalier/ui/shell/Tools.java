package org.espalier.ui.shell;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.espalier.data.DataSets;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Session;
import org.espalier.session.Step;
import org.espalier.text.Text;
import org.espalier.ui.graph.AchievedShare;
import org.espalier.ui.graph.PercentField;
import org.espalier.ui.graph.ShareSlider;
import org.espalier.ui.graph.ShareTip;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.tuning.FormButton;
import org.espalier.ui.tuning.Forms;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** The toolbar: what is open, how it is cut, the way back. */
final class Tools extends ToolBar {

    private final Session session;
    private final OverallShare overall;
    private final SliderMenu sliders;
    private final MenuButton data = new MenuButton();
    private final MenuButton criterion = new MenuButton();
    private final Map<Criterion, RadioMenuItem> criteria = new EnumMap<>(Criterion.class);
    private final Map<Granularity, ToggleButton> granularities = new EnumMap<>(Granularity.class);
    private final Button undo;
    private final Button redo;
    private final Button reset;
    private final Button test;
    private final FormButton tune;
    private final FormButton turns;

    Tools(Session session, ShellCommands commands) {
        this.session = session;
        overall = new OverallShare(session, commands);
        sliders = new SliderMenu(session, commands);
        undo = icon("undo", MaterialDesignU.UNDO, session::undo);
        redo = icon("redo", MaterialDesignR.REDO, session::redo);
        reset = icon("reset", MaterialDesignR.RESTORE, session::reset);
        tune = Forms.tune(() -> commands.trainingChoices().tuning(), commands::tune);
        turns = Forms.schedule(new Scheduling(session, commands));
        // In a small window there is no room for one more word.
        turns.setText("");
        Icons.iconOn(turns, MaterialDesignS.STAIRS_DOWN, Text.of("tuning.turns.button.tip"));
        StyleClass.styled(turns, StyleClass.BUTTON_ICON, StyleClass.FLAT);
        test = new Button(Text.of("shell.tools.test"));
        test.setId("test");
        test.setTooltip(new Tooltip(Text.of("shell.tools.test.tip")));
        test.setOnAction(event -> session.checkOnTest());
        Button language = new Button(Text.of("shell.tools.language"));
        language.setId("language");
        language.setTooltip(new Tooltip(Text.of("shell.tools.language.tip")));
        language.setOnAction(event -> commands.switchLanguage());
        Button theme = icon("theme", MaterialDesignT.THEME_LIGHT_DARK, commands::switchTheme);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getItems()
                .setAll(
                        new OpenMenu(commands),
                        dataMenu(commands),
                        line(),
                        criterionMenu(),
                        granularity(),
                        line(),
                        allLayers(),
                        line(),
                        undo,
                        redo,
                        reset,
                        line(),
                        tune,
                        turns,
                        test,
                        icon("export", MaterialDesignC.CONTENT_SAVE_OUTLINE, commands::exportModel),
                        space,
                        language,
                        theme);
        StyleClass.styled(this, StyleClass.TOOLS);
        setDisable(true);
    }

    /** Opens the form from which fine-tuning is started. */
    void askToTune() {
        tune.ask();
    }

    /** Opens the form from which a schedule is started. */
    void askToSchedule() {
        turns.ask();
    }

    /** Follows the training. */
    void showTuning() {
        tune.show(session);
        turns.show(session);
    }

    /** Follows the session. */
    void show() {
        setDisable(!session.isOpen());
        if (!session.isOpen()) {
            return;
        }
        PruningPlan plan = session.pictured().plan();
        data.setText(DataSetNames.of(session.experiment().data().name()));
        criterion.setText(Step.nameOf(plan.criterion()));
        criteria.forEach((which, item) -> item.setSelected(which == plan.criterion()));
        granularities.forEach((which, button) -> button.setSelected(which == plan.granularity()));
        undo.setDisable(!session.history().canUndo());
        redo.setDisable(!session.history().canRedo());
        reset.setDisable(plan.keepsAll());
        overall.show();
        showTuning();
        sliders.follow();
    }

    private MenuButton dataMenu(ShellCommands commands) {
        data.setId("data");
        data.setTooltip(new Tooltip(Text.of("shell.tools.data.tip")));
        data.setText(Text.of("shell.tools.data"));
        for (String name : DataSets.embeddedNames()) {
            data.getItems().add(item(DataSetNames.of(name), () -> commands.useDataSet(name)));
        }
        data.getItems()
                .addAll(new SeparatorMenuItem(), item(Text.of("shell.tools.data-folder"), commands::useDataFolder));
        return data;
    }

    private MenuButton criterionMenu() {
        criterion.setId("criterion");
        criterion.setTooltip(new Tooltip(Text.of("shell.tools.criterion.tip")));
        ToggleGroup one = new ToggleGroup();
        for (Criterion which : Criterion.values()) {
            RadioMenuItem item = new RadioMenuItem(Step.nameOf(which));
            item.setToggleGroup(one);
            item.setOnAction(event -> session.use(which));
            criteria.put(which, item);
            criterion.getItems().add(item);
        }
        criterion.setText(Step.nameOf(Criterion.L1));
        return criterion;
    }

    private SegmentedButton granularity() {
        SegmentedButton both = new SegmentedButton();
        for (Granularity which : Granularity.values()) {
            ToggleButton button = new ToggleButton(Step.nameOf(which));
            button.setId("granularity-" + which.name().toLowerCase(Locale.ROOT));
            button.setTooltip(new Tooltip(
                    Text.of(which == Granularity.UNITS ? "shell.tools.units.tip" : "shell.tools.weights.tip")));
            button.setOnAction(event -> {
                // A click on the chosen one would switch it off.
                button.setSelected(true);
                session.use(which);
            });
            granularities.put(which, button);
            both.getButtons().add(button);
        }
        return both;
    }

    private Node allLayers() {
        PercentField field = new PercentField(overall, this::requestFocus);
        field.setId("overall-percent");
        ShareSlider slider = new ShareSlider(overall, field::begin);
        slider.setId("overall");
        slider.setPrefWidth(60);
        slider.setTooltip(new ShareTip(overall));
        HBox box = new HBox(4, sliders, slider, field, new AchievedShare(overall));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Button icon(String id, Ikon icon, Runnable action) {
        Button button = Icons.iconOn(new Button(), icon, Text.of("shell.tools." + id));
        button.setId(id);
        button.setOnAction(event -> action.run());
        StyleClass.styled(button, StyleClass.BUTTON_ICON, StyleClass.FLAT);
        return button;
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private static Separator line() {
        return new Separator(Orientation.VERTICAL);
    }
}
