package org.espalier.ui.style;

import javafx.css.PseudoClass;
import javafx.scene.Node;

/** The CSS classes that {@code assets/css/espalier.css} speaks of. */
public enum StyleClass {
    /** The pane with cards and wires. */
    GRAPH("graph"),
    GRAPH_BUTTONS("graph-buttons"),
    CARD("layer-card"),
    CARD_EDGE("layer-edge"),
    CARD_OVERVIEW("layer-overview"),
    CARD_OVERVIEW_FILL("layer-overview-fill"),
    CARD_OVERVIEW_NAME("layer-overview-name"),
    LAYER_NAME("layer-name"),
    LAYER_FACT("layer-fact"),
    LAYER_COUNT("layer-count"),
    LAYER_NOTE("layer-note"),
    PERCENT_FIELD("percent-field"),
    /** What comes of a share that is asked for. */
    ACHIEVED("achieved-share"),
    LOCK("lock"),
    STRIP_KEPT("strip-kept"),
    STRIP_GONE("strip-gone"),
    /** Around the units that would go with what is pointed at. */
    STRIP_GHOST("strip-ghost"),
    GHOST_FRAME("ghost-frame"),
    GHOST_RAIL("ghost-rail"),
    GHOST_MARK("ghost-mark"),
    GHOST_REASON("ghost-reason"),
    GHOST_NUMBER("ghost-number"),
    GHOST_DIGITS("ghost-digits"),
    GHOST_WORDS("ghost-words"),
    WIRE("wire"),
    /** A wire that passes other layers by, such as a residual link. */
    WIRE_BESIDE("wire-beside"),
    WIRE_HEAD("wire-head"),
    CHART("accuracy-chart"),
    CROSSHAIR("crosshair"),
    /** The row of large figures. */
    HEADLINE("headline"),
    HEADLINE_TITLE("headline-title"),
    HEADLINE_VALUE("headline-value"),
    HEADLINE_REMARK("headline-remark"),
    STATUS_JOB("status-job"),
    TOOLS("tools"),
    HINT("hint"),
    NOTICE("notice"),
    INSPECTOR("inspector"),
    INSPECTOR_TITLE("inspector-title"),
    NUMBER_CELL("number-cell"),
    WHOLE_SIZES("whole-sizes"),
    FACT("fact"),
    FIGURE("figure"),
    /** What is asked before something begins. */
    FORM("form"),
    FORM_GRID("form-grid"),
    FORM_REMARK("form-remark"),
    FORM_COMPLAINT("form-complaint"),
    /** Parameters over epochs, before a schedule runs. */
    PATH_STAIR("path-stair"),
    PATH_AXIS("path-axis"),
    /** The units of a layer. */
    TILES("tiles"),
    TILES_SELECTED("tiles-selected"),
    TILE_POINTED("tile-pointed"),
    TILE_BAND("tile-band"),
    SLICE_SENTENCE("slice-sentence"),
    SLICE_TITLE("slice-title"),
    SLICE_LINES("slice-lines"),
    /** The menu of ways in which a layer can go. */
    REMOVALS("removals"),
    REMOVAL_TITLE("removal-title"),
    REMOVAL_OFFER("removal-offer"),
    REMOVAL_SAVED("removal-saved"),

    INPUT("kind-input"),
    CONVOLUTION("kind-convolution"),
    DENSE("kind-dense"),
    POOLING("kind-pooling"),
    NORM("kind-norm"),
    COMBINATION("kind-combination"),
    PLAIN("kind-plain"),

    /** AtlantaFX's. */
    SMALL("small"),
    FLAT("flat"),
    BUTTON_ICON("button-icon");

    /** A chosen card. */
    public static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    /** What would go with what is pointed at. */
    public static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
    /** A field whose entry was put right. */
    public static final PseudoClass CORRECTED = PseudoClass.getPseudoClass("corrected");

    /** A notice of something that went well. */
    public static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");

    /** What came of a wish, where that is something else. */
    public static final PseudoClass DIFFERENT = PseudoClass.getPseudoClass("different");

    private final String css;

    StyleClass(String css) {
        this.css = css;
    }

    public String css() {
        return css;
    }

    /** Gives a node these classes and returns it. */
    public static <N extends Node> N styled(N node, StyleClass... classes) {
        for (StyleClass styleClass : classes) {
            node.getStyleClass().add(styleClass.css);
        }
        return node;
    }
}
