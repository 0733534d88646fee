package org.espalier.ui.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.espalier.measure.Evaluation;
import org.espalier.session.Change;
import org.espalier.session.Session;
import org.espalier.session.Shown;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The main gesture without a hand: opens the demo, moves sliders along a short path, prints what was
 * measured, and writes pictures of window and chart.
 */
final class DemoTour {

    /** What a slider passes on its way; one picture of the screen each. */
    private static final Duration BETWEEN_MOVES = Duration.millis(40);
    /** Lets the last picture be drawn. */
    private static final Duration BEFORE_PICTURES = Duration.millis(700);

    private final Shell shell;
    private final Session session;
    private final Path folder;
    private final PrintStream out;
    private final IntConsumer finished;
    private final Deque<Move> path = new ArrayDeque<>();
    private final double windowShown = secondsSinceStart();
    private double firstAccuracy;
    private boolean waiting;

    /** A slider and where it is let go. */
    private record Move(String layer, double to) {}

    /** @param finished takes the exit status */
    DemoTour(Shell shell, Path folder, PrintStream out, IntConsumer finished) {
        this.shell = shell;
        this.session = shell.session();
        this.folder = folder;
        this.out = out;
        this.finished = finished;
    }

    void start() {
        path.add(new Move("conv2", 0.25));
        path.add(new Move("conv2", 0.5));
        path.add(new Move("conv1", 0.25));
        path.add(new Move("dense1", 0.5));
        path.add(new Move("dense1", 0.75));
        shell.onFailure(sentence -> {
            out.println(sentence);
            finished.accept(1);
        });
        session.addListener(this::changed);
        out.println(Text.of("shell.demo.head"));
        waiting = true;
        shell.openDemo("article-cnn");
    }

    /** Moves a slider a tenth of its way at a time, then lets go. */
    private void drag(String layer, double from, double to, int tenth) {
        session.preview(layer, from + (to - from) * tenth / 10);
        PauseTransition pause = new PauseTransition(BETWEEN_MOVES);
        pause.setOnFinished(event -> {
            if (tenth < 10) {
                drag(layer, from, to, tenth + 1);
            } else {
                waiting = true;
                session.commit();
            }
        });
        pause.play();
    }

    private void changed(Change change) {
        Shown shown = session.shown();
        Evaluation known = shown.evaluation();
        if (!waiting || shown.isPreview() || known == null || !known.isComplete()) {
            return;
        }
        waiting = false;
        if (session.history().entries().size() == 1) {
            firstAccuracy = secondsSinceStart();
        }
        print(shown, known);
        Move next = path.poll();
        if (next == null) {
            PauseTransition pause = new PauseTransition(BEFORE_PICTURES);
            pause.setOnFinished(event -> takePictures());
            pause.play();
        } else {
            double from = shown.state().plan().share(session.targetOf(next.layer()));
            drag(next.layer(), from, next.to(), 1);
        }
    }

    private static double secondsSinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }

    private void print(Shown shown, Evaluation known) {
        out.println(String.format(
                "%-26s %12s %10s  %-18s %8s",
                shown.state().step().sentence(),
                Text.count(shown.state().cost().parameters()),
                Text.percent(known.accuracy(), 2),
                Text.of(
                        "shell.demo.interval",
                        Text.percent(known.wilson().low(), 2),
                        Text.percent(known.wilson().high(), 2)),
                Text.decimal(known.seconds(), 2)));
    }

    private void takePictures() {
        try {
            Files.createDirectories(folder);
            Path window = folder.resolve("espalier-window.png");
            Path chart = folder.resolve("espalier-chart.png");
            Pictures.write(shell.scene(), window);
            shell.saveChart(chart, failure -> end(failure, window, chart));
        } catch (IOException unwritable) {
            fail(unwritable);
        }
    }

    private void end(@Nullable Throwable failure, Path window, Path chart) {
        if (failure != null) {
            fail(failure);
            return;
        }
        out.println(Text.of("shell.demo.start", Text.decimal(windowShown, 1), Text.decimal(firstAccuracy, 1)));
        out.println(Text.of("shell.demo.pictures", window, chart));
        finished.accept(0);
    }

    private void fail(Throwable reason) {
        System.err.println(Text.of("shell.demo.failed", folder, String.valueOf(reason.getMessage())));
        finished.accept(1);
    }
}
