package org.espalier.ui.shell;

import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.espalier.network.Layer;
import org.espalier.network.NetworkGraph;
import org.espalier.network.Structure;
import org.espalier.network.UnitImages;
import org.espalier.pruning.Granularity;
import org.espalier.session.Change;
import org.espalier.session.Experiment;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.session.Tuning;
import org.espalier.session.TuningCourse;
import org.espalier.session.Weighing;
import org.espalier.session.Weights;
import org.espalier.text.Text;
import org.espalier.ui.FxJobRunner;
import org.espalier.ui.chart.AccuracyChart;
import org.espalier.ui.chart.ChartContent;
import org.espalier.ui.chart.TuningChart;
import org.espalier.ui.graph.GraphView;
import org.espalier.ui.graph.GraphViewModel;
import org.espalier.ui.history.HistoryTab;
import org.espalier.ui.inspector.LayerTab;
import org.espalier.ui.inspector.SizesTab;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.style.Theme;
import org.espalier.ui.tuning.TuningTab;
import org.jspecify.annotations.Nullable;

/**
 * Everything in the window, in the language of when it was made.
 *
 * <p>Follows a session through {@link #changed}; another language needs another content.
 */
final class WindowContent extends BorderPane implements AutoCloseable {

    private final Session session;
    private final FxJobRunner runner;
    private final ShellCommands commands;
    private final Tools tools;
    private final Headline headline = new Headline();
    private final StatusLine status;
    private final AccuracyChart chart;
    private final Pointing pointing;
    private final LayerTab layerTab;
    private final HistoryTab historyTab;
    private final SizesTab sizesTab;
    private final TuningChart tuningChart;
    private final TuningTab tuningTab;
    private final StackPane graphPlace = new StackPane();
    private final HBox hint = new HBox(10);
    private final TabPane tabs;
    private final Notice notice = new Notice(this);
    private @Nullable GraphView graph;
    private @Nullable GraphViewModel cards;
    private @Nullable Experiment drawn;
    private @Nullable Granularity drawnFor;
    private @Nullable Structure drawnStructure;
    private String chosenLayer = "";
    private boolean showsSoon;
    private boolean isClosed;
    private @Nullable TuningCourse tunedCourse;
    private int tunedEpochs;
    private boolean wasTraining;

    WindowContent(Session session, FxJobRunner runner, ShellCommands commands, Theme theme) {
        this.session = session;
        this.runner = runner;
        this.commands = commands;
        tools = new Tools(session, commands);
        status = new StatusLine(runner.running(), commands);
        chart = new AccuracyChart(theme, runner.drawing(), runner.fx());
        chart.setOnPick(session::goTo);
        chart.setId("chart");
        pointing = new Pointing(session, this::requestImages, this::say);
        layerTab = new LayerTab(theme, pointing);
        historyTab = new HistoryTab(session::goTo);
        Weighing weighing = new Weighing(runner);
        sizesTab = new SizesTab(done -> weighing.weigh(session, done));
        tuningChart = new TuningChart(theme, runner.drawing(), runner.fx());
        tuningChart.setId("tuning-chart");
        tuningTab = new TuningTab(tuningChart);
        tabs = new TabPane(
                tab("layer", layerTab), tab("history", historyTab), tab("sizes", sizesTab), tab("tuning", tuningTab));
        tabs.setId("tabs");
        tabs.getSelectionModel().selectedItemProperty().addListener((tab, before, now) -> showTab());
        setTop(new VBox(tools, notice));
        setCenter(split());
        setBottom(status);
        makeHint();
    }

    private Node split() {
        SplitPane right = new SteadySplit(chart, tabs, 0.56);
        right.setOrientation(Orientation.VERTICAL);
        VBox headlineAndRest = new VBox(headline, right);
        VBox.setVgrow(right, Priority.ALWAYS);
        VBox graphAndHint = new VBox(graphPlace, hint);
        VBox.setVgrow(graphPlace, Priority.ALWAYS);
        SplitPane both = new SteadySplit(graphAndHint, headlineAndRest, 0.36);
        graphAndHint.setMinWidth(260);
        headlineAndRest.setMinWidth(420);
        return both;
    }

    private void makeHint() {
        Button close = StyleClass.styled(new Button(Text.of("shell.hint.close")), StyleClass.SMALL, StyleClass.FLAT);
        close.setOnAction(event -> hint.setVisible(false));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        hint.getChildren().setAll(new Label(Text.of("shell.hint")), space, close);
        hint.setAlignment(Pos.CENTER_LEFT);
        hint.setId("hint");
        hint.managedProperty().bind(hint.visibleProperty());
        StyleClass.styled(hint, StyleClass.HINT);
        hint.setVisible(false);
    }

    private static Tab tab(String name, Node content) {
        Tab tab = new Tab(Text.of("shell.tab." + name), content);
        tab.setId("tab-" + name);
        tab.setClosable(false);
        return tab;
    }

    private void requestImages(Layer layer, Consumer<UnitImages> receiver) {
        Experiment of = session.experiment();
        Weights weights = session.pictured().weights();
        runner.submit(
                Text.of("shell.opening", layer.name()),
                (progress, soFar) -> UnitImages.of(of.network(weights), layer),
                receiver);
    }

    /** Goes on where another content was: the same layer, the same tab. */
    void continueFrom(WindowContent other) {
        chosenLayer = other.chosenLayer;
        drawn = other.drawn;
        tunedCourse = other.tunedCourse;
        wasTraining = other.wasTraining;
        tabs.getSelectionModel().select(other.tabs.getSelectionModel().getSelectedIndex());
        showAll();
        // What was said is in the language of when it was said.
        notice.hide();
        hint.setVisible(other.hint.isVisible());
    }

    void dress(Theme theme) {
        chart.dress(theme);
        tuningChart.dress(theme);
        layerTab.dress(theme);
    }

    /** Says a sentence above everything, until it is closed. */
    void say(String sentence) {
        notice.show(sentence);
    }

    /** Says what was done, in the same place. */
    void sayDone(String sentence) {
        notice.showDone(sentence);
    }

    /** Opens the form from which fine-tuning is started. */
    void askToTune() {
        tools.askToTune();
    }

    /** Opens the form from which a schedule is started. */
    void askToSchedule() {
        tools.askToSchedule();
    }

    void cancelJob() {
        status.cancel();
    }

    private void showAll() {
        for (Change change : Change.values()) {
            changedNow(change);
        }
    }

    /** Brings the window up to date: what is shown, once for all changes that the hand makes in a row. */
    void changed(Change change) {
        if (change != Change.SHOWN) {
            changedNow(change);
        } else if (!showsSoon) {
            showsSoon = true;
            runner.fx().execute(() -> {
                showsSoon = false;
                changedNow(Change.SHOWN);
            });
        }
    }

    private void changedNow(Change change) {
        if (!session.isOpen() || isClosed) {
            return;
        }
        if (change == Change.TUNING) {
            tuned();
            return;
        }
        if (change == Change.OPENED) {
            notice.hide();
            hint.setVisible(true);
            if (!session.experiment().doubts().isEmpty()) {
                notice.show(String.join(" ", session.experiment().doubts()));
            }
        }
        Granularity granularity = session.pictured().plan().granularity();
        if (session.experiment() != drawn || granularity != drawnFor || session.structure() != drawnStructure) {
            draw(granularity);
        }
        if (session.history().entries().size() > 1) {
            // Not while the hand is still on the slider: the graph grows into the hint's place.
            hint.setVisible(false);
        }
        if (cards != null) {
            GraphFeed.show(session, cards, shareOf());
        }
        headline.show(HeadlineViewModel.of(session));
        status.show(session);
        tools.show();
        showChart();
        showTab();
    }

    private void showChart() {
        ChartContent content = ChartFeed.of(session);
        if (content != null) {
            chart.show(content);
        }
    }

    /** Comes many times a second while a training goes on, so only what shows it is touched. */
    private void tuned() {
        Tuning tuning = session.tuning();
        if (tuning.isActive() && !wasTraining) {
            leaveTools();
        }
        wasTraining = tuning.isActive();
        status.showTuning(session);
        tools.showTuning();
        TuningCourse course = tuning.course();
        int epochs = course == null ? 0 : course.epochs().size();
        if (course != tunedCourse) {
            tunedCourse = course;
            tabs.getSelectionModel().select(tabs.getTabs().size() - 1);
        }
        if (epochs != tunedEpochs || !tuning.isActive()) {
            tunedEpochs = epochs;
            showChart();
        }
        TrainingEnd.tell(session, notice);
        if (tabs.getSelectionModel().getSelectedItem().getContent() == tuningTab) {
            showTab();
        }
    }

    /** The button that has started a training cannot be pressed again: the focus would fall on the first one, Open. */
    private void leaveTools() {
        // While the form still has the keyboard, nothing in the window itself counts as focused.
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        while (owner != null && owner != tools) {
            owner = owner.getParent();
        }
        if (graph != null && owner == tools) {
            graph.requestFocus();
        }
    }

    private void showTab() {
        if (!session.isOpen()) {
            return;
        }
        Node shown = tabs.getSelectionModel().getSelectedItem().getContent();
        if (shown == layerTab && !chosenLayer.isEmpty()) {
            layerTab.show(session, chosenLayer);
        } else if (shown == historyTab) {
            historyTab.show(session);
        } else if (shown == sizesTab) {
            sizesTab.show(session);
        } else if (shown == tuningTab) {
            tuningTab.show(session);
            tuningChart.show(TuningFeed.of(session));
        }
    }

    private void draw(Granularity granularity) {
        boolean sameNetwork = session.experiment() == drawn;
        NetworkGraph before = drawnStructure == null ? session.structure().graph() : drawnStructure.graph();
        GraphView old = graph;
        drawn = session.experiment();
        drawnFor = granularity;
        drawnStructure = session.structure();
        GraphViewModel model = GraphFeed.cards(
                session, this::shareOf, new GraphFeed.Gestures(this::choose, this::point, this::remove));
        cards = model;
        pointing.on(model);
        GraphView next = new GraphView(model, runner.layout(), runner.fx());
        graph = next;
        next.setId("graph");
        boolean hadFocus = old != null && old.isFocusWithin();
        graphPlace.getChildren().setAll(next);
        if (hadFocus) {
            next.requestFocus();
        }
        if (sameNetwork && old != null) {
            next.goOnFrom(old);
        }
        if (sameNetwork && !chosenLayer.isEmpty()) {
            model.choose(model.card(stillThere(chosenLayer, before)));
            return;
        }
        model.cards().stream().filter(card -> card.isAdjustable()).findFirst().ifPresent(model::choose);
    }

    /** The layer, or the nearest in front of it that is still there. */
    private String stillThere(String layer, NetworkGraph before) {
        NetworkGraph now = session.structure().graph();
        String found = now.layers().get(0).name();
        for (Layer candidate : before.layers()) {
            found = now.has(candidate.name()) ? candidate.name() : found;
            if (candidate.name().equals(layer)) {
                return found;
            }
        }
        return now.has(layer) ? layer : found;
    }

    /** What shares are shown as, among what applies now. */
    private ShareOf shareOf() {
        return commands.shareOf().on(session.pictured().plan().granularity());
    }

    private void choose(String layer) {
        chosenLayer = layer;
        showTab();
    }

    private void remove(String layer, Point2D at, boolean askAnyway) {
        if (graph != null && askAnyway) {
            pointing.removals().offer(layer, graph, at);
        } else if (graph != null) {
            pointing.removals().remove(layer, graph, at);
        }
    }

    /** Shows on the graph and in the Layer tab what a slider's units go with. */
    private void point(String layer, boolean on) {
        pointing.lightGroup(layer, on);
        layerTab.listGroup(session, layer, on);
    }

    AccuracyChart chart() {
        return chart;
    }

    @Override
    public void close() {
        isClosed = true;
        chart.close();
        tuningChart.close();
    }
}
