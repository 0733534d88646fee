package org.espalier.ui.shell;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.NativeLibraries;
import org.espalier.network.NativeSetup;
import org.espalier.text.Text;
import org.espalier.ui.FxJobRunner;
import org.jspecify.annotations.Nullable;

/**
 * Loads the engine. The first start unpacks it, for many seconds and without saying a word: how far it is,
 * somebody else has to see from the files that grow meanwhile.
 */
final class EngineStart {

    private static final Logger LOG = Logger.getLogger(EngineStart.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.millis(200);

    private final FxJobRunner runner;
    private final Timeline looks = new Timeline();
    private volatile Progress progress = Progress.NONE;
    // Used by the layout thread, which has nothing to lay out yet.
    private @Nullable NativeLibraries libraries;

    private EngineStart(FxJobRunner runner) {
        this.runner = runner;
    }

    /** Begins; on the FX thread. */
    static void with(FxJobRunner runner) {
        if (NativeSetup.isFirstStart()) {
            new EngineStart(runner).watched();
        } else {
            runner.submit(Text.of("shell.job.starting"), (progress, soFar) -> start(), started -> {});
        }
    }

    private static boolean start() {
        NativeSetup.start();
        return true;
    }

    private void watched() {
        looks.getKeyFrames()
                .setAll(new KeyFrame(BETWEEN_LOOKS, event -> runner.layout().execute(this::look)));
        looks.setCycleCount(Animation.INDEFINITE);
        looks.play();
        runner.submit(
                Text.of("shell.job.unpacking"),
                (job, soFar) -> {
                    progress = job;
                    try {
                        return start();
                    } finally {
                        runner.fx().execute(looks::stop);
                    }
                },
                started -> {});
    }

    private void look() {
        try {
            if (libraries == null) {
                libraries = NativeLibraries.find();
            }
            progress.report(libraries.unpacked(), libraries.bytes());
        } catch (IOException | JobCancelled noMoreToTell) {
            LOG.log(Level.FINE, "How much is unpacked is not shown", noMoreToTell);
            runner.fx().execute(looks::stop);
        }
    }
}
