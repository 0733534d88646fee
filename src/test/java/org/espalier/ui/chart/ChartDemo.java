package org.espalier.ui.chart;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.espalier.text.Text;
import org.espalier.ui.style.Theme;

/** The chart alone, for looking at: {@code opened|branched|live|moving light|dark en|zh width height}. */
public final class ChartDemo {

    private ChartDemo() {}

    public static void main(String[] arguments) {
        Application.launch(Window.class, arguments);
    }

    /** The window, as JavaFX wants it. */
    public static final class Window extends Application {

        private final ExecutorService render = Executors.newFixedThreadPool(2);

        @Override
        public void start(Stage stage) {
            var wish = getParameters().getRaw();
            Text.use(wish.get(2).equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
            Theme theme = Theme.valueOf(wish.get(1).toUpperCase(Locale.ROOT));
            AccuracyChart chart = new AccuracyChart(theme, render, Platform::runLater);
            chart.setOnPick(id -> System.out.println("picked " + id));
            switch (wish.get(0)) {
                case "opened" -> chart.show(DrawnHistories.opened());
                case "live" -> chart.show(DrawnHistories.branched(DrawnHistories.live(21_000, 0.972, false), true));
                case "moving" -> move(chart);
                default -> chart.show(DrawnHistories.branched(null, false));
            }
            Scene scene = new Scene(chart, Double.parseDouble(wish.get(3)), Double.parseDouble(wish.get(4)));
            theme.dress(scene, Text.language());
            stage.setScene(scene);
            stage.setX(0);
            stage.setY(0);
            stage.show();
        }

        /** Moves the live point once per frame and prints frames per second. */
        private static void move(AccuracyChart chart) {
            new AnimationTimer() {
                private long frames;
                private long since;

                @Override
                public void handle(long now) {
                    double part = frames++ % 300 / 300.0;
                    long kept = Math.round(DrawnHistories.DENSE * (1 - 0.9 * part));
                    double accuracy = 0.98 - 0.3 * part * part * part;
                    chart.show(DrawnHistories.branched(DrawnHistories.live(kept, accuracy, false), true));
                    if (frames % 300 == 0) {
                        System.out.println("frames per second: " + Math.round(300e9 / (now - since)));
                        since = now;
                    }
                }
            }.start();
        }

        @Override
        public void stop() {
            render.shutdownNow();
        }
    }
}
