package org.espalier.ui.style;

import javafx.scene.paint.Color;

/**
 * What the Layer tab is drawn with.
 *
 * @param positive the largest positive weight, or the largest size
 * @param negative the largest negative weight
 * @param zero no weight
 */
public record InspectorColours(
        Color text, Color muted, Color kept, Color gone, Color removed, Color positive, Color negative, Color zero) {

    static final InspectorColours LIGHT = new InspectorColours(
            Color.web("#1f2328"),
            Color.web("#57606a"),
            Palette.BLUE.fx(),
            Color.web("#c3cad2"),
            Palette.VERMILLION.fx(),
            Color.web("#08306b"),
            Color.web("#b34700"),
            Color.web("#f3f5f8"));

    static final InspectorColours DARK = new InspectorColours(
            Color.web("#e6edf3"),
            Color.web("#9198a1"),
            Palette.SKY.fx(),
            Color.web("#3d444d"),
            Color.web("#ff8c42"),
            Color.web("#79c0ff"),
            Color.web("#ffa657"),
            Color.web("#161b22"));

    /** The colour of a weight between −1 and 1, or of a size between 0 and 1. */
    public Color of(double value, boolean signed) {
        double size = Math.min(1, Math.abs(value));
        return zero.interpolate(signed && value < 0 ? negative : positive, Math.sqrt(size));
    }
}
