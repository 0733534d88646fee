package org.espalier.ui.tuning;

import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import org.espalier.session.PathPoint;
import org.espalier.session.SchedulePath;
import org.espalier.session.ScheduledPruning;
import org.espalier.ui.style.StyleClass;

/** The path of a schedule before it runs: parameters over epochs, a stair that leads down. */
final class PathView extends VBox {

    private static final double WIDTH = 504;
    private static final double HEIGHT = 84;
    /** Room for what stands beside the stair. */
    private static final double LEFT = 62;

    private static final double RIGHT = 8;
    private static final double BELOW = 18;
    private static final double ABOVE = 8;

    private final Pane picture = new Pane();
    private final Label words = FormControls.sentence("", StyleClass.FORM_REMARK);

    PathView() {
        setId("tuning-path");
        words.setId("tuning-path-words");
        picture.setMinSize(WIDTH, HEIGHT);
        picture.setPrefSize(WIDTH, HEIGHT);
        picture.setMaxSize(WIDTH, HEIGHT);
        getChildren().setAll(picture, words);
    }

    /** Where there is no path, the reason. */
    void showNothing(String why) {
        picture.getChildren().clear();
        words.setText(why);
    }

    /** @param dense parameters of the network as it was opened */
    void show(ScheduledPruning asked, long dense, SchedulePath path) {
        picture.getChildren().clear();
        double bottom = HEIGHT - BELOW;
        picture.getChildren()
                .addAll(
                        line(LEFT, bottom, WIDTH - RIGHT, bottom),
                        line(LEFT, ABOVE, LEFT, bottom),
                        text(count(dense), LEFT - 6, ABOVE, true),
                        text("0", LEFT - 6, bottom, true),
                        text(count(asked.epochs()), WIDTH - RIGHT, HEIGHT - BELOW / 2 + 1, true),
                        text(org.espalier.text.Text.of("tuning.path.epochs"), LEFT + 4, HEIGHT - BELOW / 2 + 1, false));
        Polyline stair = StyleClass.styled(new Polyline(), StyleClass.PATH_STAIR);
        double level = y((double) path.start().parameters() / dense);
        stair.getPoints().addAll(LEFT, level);
        for (PathPoint point : path.points()) {
            double at = x(point.stop().epochs() / asked.epochs());
            stair.getPoints().addAll(at, level);
            level = y((double) point.cost().parameters() / dense);
            stair.getPoints().addAll(at, level);
        }
        stair.getPoints().addAll(x(1), level);
        picture.getChildren().add(stair);
        words.setText(inWords(asked, path));
    }

    private static String inWords(ScheduledPruning asked, SchedulePath path) {
        if (path.points().isEmpty()) {
            return "";
        }
        long start = path.start().parameters();
        long left = path.end().parameters();
        if (path.removesNothing()) {
            return org.espalier.text.Text.of("tuning.path.nothing", count(start));
        }
        return org.espalier.text.Text.of(
                "tuning.path.words",
                count(start),
                count(left),
                org.espalier.text.Text.decimal((double) start / Math.max(1, left), 1),
                path.removals(),
                asked.epochs());
    }

    private static String count(long number) {
        return org.espalier.text.Text.count(number);
    }

    private static double x(double part) {
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double part) {
        return HEIGHT - BELOW - part * (HEIGHT - BELOW - ABOVE);
    }

    private static Line line(double fromX, double fromY, double toX, double toY) {
        return StyleClass.styled(new Line(fromX, fromY, toX, toY), StyleClass.PATH_AXIS);
    }

    private static Text text(String words, double x, double y, boolean endsThere) {
        Text text = StyleClass.styled(new Text(words), StyleClass.SLICE_TITLE);
        text.setTextOrigin(VPos.CENTER);
        text.setX(endsThere ? x - text.getLayoutBounds().getWidth() : x);
        text.setY(y);
        return text;
    }
}
