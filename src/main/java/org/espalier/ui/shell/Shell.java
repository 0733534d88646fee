package org.espalier.ui.shell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import org.espalier.data.DataSets;
import org.espalier.network.EngineFailure;
import org.espalier.network.ModelSource;
import org.espalier.session.Change;
import org.espalier.session.ExportTarget;
import org.espalier.session.Exported;
import org.espalier.session.Exporting;
import org.espalier.session.Preferences;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.session.TrainingChoices;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.TuningChoice;
import org.espalier.ui.FxJobRunner;
import org.espalier.ui.graph.PercentField;
import org.espalier.ui.shell.LeavingQuestion.Way;
import org.espalier.ui.style.Theme;
import org.jspecify.annotations.Nullable;

/** The window: what it shows, its keys, and what the toolbar asks of it. */
public final class Shell implements ShellCommands, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Shell.class.getName());
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final Stage stage;
    private final Optional<Path> preferencesFile;
    private final FxJobRunner runner = new FxJobRunner(this::failed);
    private final Session session = new Session(runner);
    private final Exporting exporting = new Exporting(runner);
    private final LeavingQuestion leaving;
    private final Scene scene;
    private Preferences preferences;
    private WindowContent content;
    private Consumer<String> onFailure = sentence -> {};
    private FileDialogs dialogs = new FileDialogs();

    /**
     * @param preferencesFile where the user's choices are kept, a damaged one is told of in the window; empty
     *     for the defaults, and to keep nothing
     */
    public Shell(Stage stage, Optional<Path> preferencesFile) {
        this.stage = stage;
        this.preferencesFile = preferencesFile;
        leaving = new LeavingQuestion(stage, session);
        // Loads beside the making of the window.
        EngineStart.with(runner);
        String complaint = "";
        Preferences found = Preferences.DEFAULT;
        try {
            if (preferencesFile.isPresent()) {
                found = Preferences.read(preferencesFile.get());
            }
        } catch (Refused damaged) {
            complaint = damaged.sentence();
        }
        preferences = found;
        session.use(found.engine());
        if (!preferences.language().isEmpty()) {
            Text.use(Locale.forLanguageTag(preferences.language()));
        }
        content = new WindowContent(session, runner, this, theme());
        scene = new Scene(content, orDefault(preferences.width(), WIDTH), orDefault(preferences.height(), HEIGHT));
        theme().dress(scene, Text.language());
        session.addListener(this::changed);
        keys();
        drops();
        if (!complaint.isEmpty()) {
            content.say(complaint);
        }
    }

    private void changed(Change change) {
        if (change == Change.OPENED && session.experiment().source() instanceof ModelSource.File opened) {
            remember(preferences.withRecent(opened.path()));
        }
        content.changed(change);
    }

    private static double orDefault(double size, double otherwise) {
        return size > 0 ? size : otherwise;
    }

    /** Opens the window. */
    public void show() {
        stage.setTitle(Text.of("shell.title"));
        stage.setScene(scene);
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setOnCloseRequest(event -> {
            event.consume();
            leaving.ask(Way.CLOSE, this::leave);
        });
        stage.show();
        // JavaFX 21 opens 200 × 200 pixels under some window managers (JDK-8316423).
        runner.fx().execute(stage::sizeToScene);
    }

    private void leave() {
        remember(preferences.withSize(scene.getWidth(), scene.getHeight()));
        stage.hide();
    }

    /** Also tells this receiver of what the window says has failed. */
    void onFailure(Consumer<String> receiver) {
        onFailure = receiver;
    }

    /** Asks these from now on. */
    void ask(FileDialogs others) {
        dialogs = others;
    }

    public Session session() {
        return session;
    }

    public FxJobRunner runner() {
        return runner;
    }

    public Scene scene() {
        return scene;
    }

    /** Writes the chart as a picture, then hands over what went wrong, or null, on the JavaFX thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // the receiver is told of failures
    void saveChart(Path png, Consumer<@Nullable Throwable> receiver) {
        content.chart().save(png, 900, 560, 1).handle((done, failure) -> {
            runner.fx().execute(() -> receiver.accept(failure));
            return png;
        });
    }

    private Theme theme() {
        return preferences.dark() ? Theme.DARK : Theme.LIGHT;
    }

    private void keys() {
        key("Shortcut+O", this::openModelFile);
        key("Shortcut+E", this::exportModel);
        key("Shortcut+Z", () -> ifOpen(session::undo));
        key("Shortcut+Shift+Z", () -> ifOpen(session::redo));
        key("Shortcut+Y", () -> ifOpen(session::redo));
        key("Shortcut+R", () -> ifOpen(session::reset));
        key("Shortcut+T", this::switchTheme);
        key("Shortcut+F", () -> ifOpen(() -> content.askToTune()));
        key("Shortcut+Shift+F", () -> ifOpen(() -> content.askToSchedule()));
        for (int number = 1; number <= 9; number++) {
            int place = number - 1;
            key("Shortcut+" + number, () -> openRecent(place));
        }
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::askToStop);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                content.cancelJob();
            }
        });
    }

    /** While it trains, in front of all controls: menu buttons and others would keep the key for themselves. */
    private void askToStop(KeyEvent event) {
        boolean isTyping = event.getTarget() instanceof PercentField field && field.isBeingTyped();
        if (event.getCode() == KeyCode.ESCAPE && session.tuning().isActive() && !isTyping) {
            content.cancelJob();
            event.consume();
        }
    }

    private void key(String combination, Runnable action) {
        scene.getAccelerators().put(KeyCombination.valueOf(combination), action);
    }

    private void ifOpen(Runnable action) {
        if (session.isOpen()) {
            action.run();
        }
    }

    /** Files only: nothing that is dropped is ever deserialised. */
    private void drops() {
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        scene.setOnDragDropped(event -> {
            List<File> files = event.getDragboard().getFiles();
            event.setDropCompleted(files != null && !files.isEmpty());
            if (files != null && !files.isEmpty()) {
                openModel(files.get(0).toPath());
            }
            event.consume();
        });
    }

    @Override
    public void openModelFile() {
        dialogs.model(stage).ifPresent(this::openModel);
    }

    @Override
    public void openModel(Path file) {
        String data = session.isOpen() ? session.experiment().data().name() : "mnist";
        open(new ModelSource.File(file), data);
    }

    @Override
    public void openDemo(String name) {
        ModelSource.Demo demo = new ModelSource.Demo(name);
        open(demo, demo.dataSet());
    }

    private void openRecent(int place) {
        if (place < preferences.recent().size()) {
            openModel(Path.of(preferences.recent().get(place)));
        }
    }

    @Override
    public void useDataSet(String name) {
        open(session.experiment().source(), name);
    }

    @Override
    public void useDataFolder() {
        dialogs.dataFolder(stage).ifPresent(folder -> open(session.experiment().source(), folder.toString()));
    }

    private void open(ModelSource source, String data) {
        // A training goes on until the other is open: if that is refused, nothing is lost.
        leaving.ask(Way.OPEN, () -> session.open(source, () -> DataSets.named(data)));
    }

    @Override
    public void exportModel() {
        ifOpen(() -> dialogs.newModel(
                        stage, ExportTarget.nameFor(session.experiment().source()))
                .ifPresent(file -> exporting.write(session, ExportTarget.chosen(file), this::exported)));
    }

    private void exported(Exported written) {
        content.sayDone(Text.of(
                "shell.exported",
                written.file(),
                Text.count(session.experiment().denseCost().parameters()),
                Text.count(written.cost().parameters()),
                Text.count(Math.max(1, written.bytes() / 1000)),
                written.proofSentence()));
    }

    @Override
    public List<String> recent() {
        return preferences.recent();
    }

    @Override
    public int threads() {
        return preferences.threads();
    }

    @Override
    public void useThreads(int count) {
        remember(preferences.withThreads(count));
        session.use(preferences.engine());
    }

    @Override
    public long cacheMegabytes() {
        return preferences.cacheMegabytes();
    }

    @Override
    public void useCacheMegabytes(long count) {
        remember(preferences.withCacheMegabytes(count));
        session.use(preferences.engine());
    }

    @Override
    public TrainingChoices trainingChoices() {
        return preferences.training();
    }

    @Override
    public void remember(TrainingChoices choices) {
        remember(preferences.with(choices));
    }

    @Override
    public void tune(TuningChoice choice) {
        remember(trainingChoices().with(choice));
        session.train(choice);
    }

    @Override
    public ShareOf shareOf() {
        return preferences.shareOf();
    }

    @Override
    public void useShareOf(ShareOf what) {
        remember(preferences.withShareOf(what));
        content.changed(Change.SHOWN);
    }

    @Override
    public void switchTheme() {
        remember(preferences.withDark(!preferences.dark()));
        theme().dress(scene, Text.language());
        content.dress(theme());
    }

    @Override
    public void switchLanguage() {
        Locale other = Text.language().equals(Text.LANGUAGES.get(0)) ? Text.LANGUAGES.get(1) : Text.LANGUAGES.get(0);
        Text.use(other);
        remember(preferences.withLanguage(other.toLanguageTag()));
        WindowContent before = content;
        before.close();
        content = new WindowContent(session, runner, this, theme());
        scene.setRoot(content);
        theme().dress(scene, Text.language());
        content.continueFrom(before);
    }

    private void remember(Preferences now) {
        preferences = now;
        preferencesFile.ifPresent(file -> {
            try {
                now.write(file);
            } catch (IOException unwritable) {
                LOG.log(Level.WARNING, "Settings could not be written to " + file, unwritable);
            }
        });
    }

    private void failed(String title, Throwable thrown) {
        Throwable failure = EngineFailure.of(thrown).map(Throwable.class::cast).orElse(thrown);
        LOG.log(failure instanceof Refused ? Level.FINE : Level.WARNING, title, failure);
        String sentence = sentence(title, failure);
        content.say(sentence);
        onFailure.accept(sentence);
    }

    private static String sentence(String title, Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused.sentence();
        }
        return failure instanceof OutOfMemoryError
                ? Text.of("shell.out-of-memory", title)
                : Text.of("shell.failed", title, String.valueOf(failure.getMessage()));
    }

    @Override
    public void close() {
        content.close();
        runner.close();
    }
}
