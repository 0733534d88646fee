package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import org.espalier.job.JobRunner;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.session.ShareOf;
import org.espalier.session.TestCheck;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Every word in the window can be read: both networks, themes and languages, at both sizes, in every tab. */
@ExtendWith(ApplicationExtension.class)
class WindowTextTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final List<String> problems = new ArrayList<>();
    private OpenedWindow window;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
    }

    @AfterEach
    void close() {
        window.close();
        Text.use(Locale.ENGLISH);
    }

    @Test
    void everyWordIsWholeAndNoCardCoversAnother() throws Exception {
        Files.createDirectories(PICTURES);
        window.untilMeasured();
        prune("conv2", 0.5);
        lookAllOver("article-cnn");
        interact(() -> window.shell().openDemo("fashion-resnet"));
        until(() -> window.session().experiment().network().name().equals("fashion-resnet"));
        window.untilMeasured();
        prune("conv1", 0.35);
        lookAllOver("fashion-resnet");
        assertEquals("", String.join("\n", problems));
    }

    @Test
    void aHintALongSentenceAndARunningJobAreWholeToo() throws Exception {
        Files.createDirectories(PICTURES);
        window.untilMeasured();
        interact(() -> window.shell().openDemo("fashion-resnet"));
        until(() -> window.session().experiment().network().name().equals("fashion-resnet"));
        window.untilMeasured();
        window.resize(1280, 800);
        interact(() -> window.shell().useShareOf(ShareOf.MULTIPLY_ADDS));
        interact(() -> window.session().use(new Guards(16, 32)));
        interact(() -> window.session().previewAll(ShareOf.MULTIPLY_ADDS, 0.55));
        interact(() -> window.session().commit());
        for (String language : List.of("en", "zh")) {
            CountDownLatch seen = new CountDownLatch(1);
            JobRunner.Running job = window.shell()
                    .runner()
                    .submit(
                            Text.of("session.job.evaluating", Text.count(10_000)),
                            (progress, soFar) -> {
                                while (!seen.await(60, TimeUnit.MILLISECONDS)) {
                                    progress.report(1, 40);
                                }
                                return true;
                            },
                            done -> {});
            until(() -> window.scene().lookup("#cancel").getParent().isVisible());
            interact(() -> look("first-" + language));
            interact(() -> picture("first-" + language));
            interact(() -> window.shell().openModel(Path.of("a-rather-long-folder/".repeat(9) + "network.zip")));
            seen.countDown();
            until(() -> window.scene().lookup(".notice").isVisible());
            window.untilDrawn();
            interact(() -> look("refused-" + language));
            interact(() -> picture("refused-" + language));
            job.cancel();
            interact(window.shell()::switchLanguage);
            window.untilPlaced();
        }
        assertEquals("", String.join("\n", problems));
    }

    /** The long texts: a change in every figure, the test set asked twice, a lock, an undone step. */
    private void prune(String layer, double share) throws Exception {
        interact(() -> window.session().previewAll(ShareOf.UNITS, 0.95));
        interact(() -> window.session().commit());
        window.untilComplete();
        interact(() -> window.session().undo());
        interact(() -> window.session().preview(layer, share));
        interact(() -> window.session().commit());
        interact(() -> window.session().lock(layer, true));
        window.untilComplete();
        for (int asked = 1; asked <= 2; asked++) {
            interact(window.session()::checkOnTest);
            int looks = asked;
            until(() -> {
                TestCheck check = window.session().testCheck();
                return check != null && check.looks() == looks;
            });
        }
    }

    private void lookAllOver(String network) throws Exception {
        for (Granularity granularity : Granularity.values()) {
            cutBy(granularity);
            for (String theme : List.of("light", "dark")) {
                for (String language : List.of("en", "zh")) {
                    for (int[] size : new int[][] {{1280, 800}, {2560, 1440}}) {
                        window.resize(size[0], size[1]);
                        lookAtTabs(String.join(
                                "-",
                                network,
                                granularity.name().toLowerCase(Locale.ROOT),
                                theme,
                                language,
                                size[0] + ""));
                    }
                    interact(window.shell()::switchLanguage);
                    window.untilPlaced();
                }
                interact(window.shell()::switchTheme);
            }
        }
    }

    private void cutBy(Granularity granularity) throws Exception {
        interact(() -> window.session().use(granularity));
        until(() -> window.session().shown().state().plan().granularity() == granularity);
        if (granularity == Granularity.WEIGHTS) {
            interact(() -> window.session().previewAll(ShareOf.UNITS, 0.7));
            interact(() -> window.session().commit());
        }
        window.untilComplete();
        window.untilPlaced();
    }

    /** Of the first tab a picture too, which takes its time. */
    private void lookAtTabs(String name) throws Exception {
        TabPane tabs = (TabPane) window.scene().lookup("#tabs");
        for (int tab = tabs.getTabs().size() - 1; tab >= 0; tab--) {
            int chosen = tab;
            String place = name + "-" + tabs.getTabs().get(tab).getId();
            interact(() -> tabs.getSelectionModel().select(chosen));
            interact(() -> look(place));
            if (tab == 0 || name.contains("light-en-1280")) {
                window.untilDrawn();
                interact(() -> picture(place));
            }
        }
    }

    private void look(String place) {
        // What has changed since the last pulse is not drawn yet.
        window.scene().getRoot().applyCss();
        window.scene().getRoot().layout();
        DrawnText.problems(window.scene().getRoot()).forEach(problem -> problems.add(place + ": " + problem));
        List<Node> cards = List.copyOf(window.scene().getRoot().lookupAll(".layer-card"));
        for (int i = 0; i < cards.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (cards.get(i).getBoundsInParent().intersects(cards.get(j).getBoundsInParent())) {
                    problems.add(place + ": two cards overlap, " + cards.get(j).getAccessibleText() + " and "
                            + cards.get(i).getAccessibleText());
                }
            }
        }
    }

    private void picture(String name) {
        try {
            Pictures.write(window.scene(), PICTURES.resolve(name + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
