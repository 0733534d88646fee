package org.espalier.ui.inspector;

import java.util.BitSet;

/**
 * Which tiles are selected, which one has the focus, and which are pointed at, by mouse or keys.
 *
 * <p>A click, a band drawn with the mouse, Ctrl and Shift do what they do in lists everywhere.
 */
final class TileSelection {

    /** What a step of the focus does to the selection. */
    enum Mode {
        /** Selects what it comes to, alone. */
        ALONE,
        /** Selects all between the last tile chosen alone and this one. */
        UP_TO,
        /** Leaves it as it is. */
        FOCUS_ONLY
    }

    private final Runnable changed;
    private int size;
    private int focus = -1;
    private int anchor = -1;
    private int hovered = -1;
    private boolean byKeys;
    private boolean drawing;
    private BitSet selected = new BitSet();
    private BitSet before = new BitSet();

    /** @param changed runs after each change of anything here */
    TileSelection(Runnable changed) {
        this.changed = changed;
    }

    /** Other tiles, none of them selected. */
    void reset(int count) {
        size = count;
        focus = -1;
        anchor = -1;
        hovered = -1;
        byKeys = false;
        drawing = false;
        selected = new BitSet();
        changed.run();
    }

    BitSet selected() {
        return (BitSet) selected.clone();
    }

    /** The tile that keys start from; -1 for none. */
    int focus() {
        return focus;
    }

    /** What a command is about: the selected tiles, or else the one with the focus. */
    BitSet aimed() {
        return selected.isEmpty() ? only(focus) : selected();
    }

    /** What mouse or keys point at: a tile, or all selected ones where it is one of several. */
    BitSet pointed() {
        if (drawing) {
            return selected();
        }
        int at = at();
        return at >= 0 && selected.get(at) ? selected() : only(at);
    }

    /** The tile below the mouse, or the one that keys came to; -1 for none. */
    int at() {
        return hovered >= 0 ? hovered : byKeys ? focus : -1;
    }

    /** What is spoken of: what is pointed at, or else what is selected. */
    BitSet meant() {
        BitSet pointed = pointed();
        return pointed.isEmpty() ? selected() : pointed;
    }

    /** The mouse is over a tile; -1 for none. */
    void hover(int unit) {
        if (unit != hovered || byKeys) {
            hovered = unit;
            byKeys = false;
            changed.run();
        }
    }

    /** Neither mouse nor keys are here any more. */
    void leave() {
        hovered = -1;
        byKeys = false;
        changed.run();
    }

    /** A tile is chosen with the mouse: alone, or up to it, or together with the others. */
    void choose(int unit, Mode mode) {
        before = selected();
        byKeys = false;
        focus = unit;
        select(mode);
        changed.run();
    }

    /** A tile is added to the selection, or taken out of it. */
    void toggle(int unit) {
        before = selected();
        focus = unit;
        anchor = unit;
        selected.flip(unit);
        changed.run();
    }

    /** The tile with the focus is added to the selection, or taken out of it. */
    void toggleFocus() {
        if (focus >= 0) {
            toggle(focus);
        }
    }

    /**
     * A band is drawn around tiles.
     *
     * @param adding whether what was selected before stays selected
     */
    void draw(BitSet touched, boolean adding) {
        drawing = true;
        selected = (BitSet) touched.clone();
        if (adding) {
            selected.or(before);
        }
        changed.run();
    }

    /** The mouse is pressed where no tile is: what is selected now is what a band may add to. */
    void start(boolean adding) {
        before = selected();
        if (!adding) {
            selected = new BitSet();
        }
        changed.run();
    }

    void endDrawing() {
        drawing = false;
        changed.run();
    }

    /** Keys move the focus by so many tiles, no further than the first or last one. */
    void move(int by, Mode mode) {
        if (size == 0) {
            return;
        }
        focus = focus < 0 ? 0 : Math.max(0, Math.min(size - 1, focus + by));
        hovered = -1;
        byKeys = true;
        select(mode);
        changed.run();
    }

    /** Keys came here: the focus is where it was, or on the first tile. */
    void enter() {
        if (size > 0) {
            focus = Math.max(0, focus);
            byKeys = true;
            changed.run();
        }
    }

    void selectAll() {
        selected.set(0, size);
        focus = Math.min(size - 1, Math.max(0, focus));
        hovered = -1;
        byKeys = true;
        changed.run();
    }

    /** Whether there was anything to give up. */
    boolean clear() {
        boolean some = !selected.isEmpty();
        selected = new BitSet();
        changed.run();
        return some;
    }

    private void select(Mode mode) {
        if (mode == Mode.UP_TO && anchor >= 0) {
            selected = new BitSet();
            selected.set(Math.min(anchor, focus), Math.max(anchor, focus) + 1);
        } else if (mode != Mode.FOCUS_ONLY) {
            selected = only(focus);
            anchor = focus;
        }
    }

    private static BitSet only(int unit) {
        BitSet one = new BitSet();
        if (unit >= 0) {
            one.set(unit);
        }
        return one;
    }
}
