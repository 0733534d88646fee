package org.espalier.ui.style;

/**
 * Colours that colour-blind readers can tell apart (Okabe and Ito, "Color Universal Design", 2008).
 *
 * <p>They never carry a meaning alone: shape, dash or a word says the same.
 */
public enum Palette {
    BLUE(0x0072B2),
    SKY(0x56B4E9),
    GREEN(0x009E73),
    ORANGE(0xE69F00),
    VERMILLION(0xD55E00),
    PURPLE(0xCC79A7),
    YELLOW(0xF0E442),
    GREY(0x8B949E);

    private final int rgb;

    Palette(int rgb) {
        this.rgb = rgb;
    }

    /** For Java2D. */
    public java.awt.Color awt() {
        return new java.awt.Color(rgb);
    }

    /** For JavaFX. */
    public javafx.scene.paint.Color fx() {
        return javafx.scene.paint.Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }
}
