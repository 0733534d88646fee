package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.espalier.measure.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * Every state the experiment has been in, as a tree: what was undone stays as a branch. Nothing is ever
 * forgotten.
 */
public final class History {

    /** One state in the tree. Its number is its place in time, from 0. */
    public static final class Entry {

        private final int id;
        private final @Nullable Entry parent;
        private final SessionState state;
        private @Nullable Entry next;
        private @Nullable Evaluation evaluation;

        private Entry(int id, @Nullable Entry parent, SessionState state) {
            this.id = id;
            this.parent = parent;
            this.state = state;
        }

        public int id() {
            return id;
        }

        public OptionalInt parent() {
            return parent == null ? OptionalInt.empty() : OptionalInt.of(parent.id);
        }

        public SessionState state() {
            return state;
        }

        /** What was measured of it, so far. */
        public @Nullable Evaluation evaluation() {
            return evaluation;
        }

        void measured(Evaluation latest) {
            evaluation = latest;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private Entry current;

    public History(SessionState first) {
        current = new Entry(0, null, first);
        entries.add(current);
    }

    /** All states, the oldest first. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public Entry current() {
        return current;
    }

    public Entry first() {
        return entries.get(0);
    }

    /** Adds a state behind the current one and makes it current. */
    public Entry push(SessionState state) {
        Entry entry = new Entry(entries.size(), current, state);
        current.next = entry;
        entries.add(entry);
        current = entry;
        return entry;
    }

    /** Adds a state behind another one; the current one stays current. */
    Entry branch(Entry parent, SessionState state) {
        Entry entry = new Entry(entries.size(), parent, state);
        entries.add(entry);
        return entry;
    }

    /** Of the current state and those it was made from, the last weights that were trained with everything there. */
    Weights lastWholeWeights() {
        Entry entry = current;
        while (entry.parent != null && !entry.state.weights().areWhole()) {
            entry = entry.parent;
        }
        return entry.state.weights();
    }

    public boolean canUndo() {
        return current.parent != null;
    }

    public boolean canRedo() {
        return current.next != null;
    }

    /** Notes what was measured of a state, wherever it stands. */
    void measured(SessionState state, Evaluation latest) {
        for (Entry entry : entries) {
            if (entry.state == state) {
                entry.measured(latest);
            }
        }
    }

    /** Goes back to the state before, if there is one. */
    public void undo() {
        if (current.parent != null) {
            current.parent.next = current;
            current = current.parent;
        }
    }

    /** Goes forward to where the last undo came from, if there is such a state. */
    public void redo() {
        if (current.next != null) {
            current = current.next;
        }
    }

    /** Goes to any state. Redo then leads along the branch it stands on. */
    public void goTo(int id) {
        current = entries.get(id);
        for (Entry entry = current; entry.parent != null; entry = entry.parent) {
            entry.parent.next = entry;
        }
    }

    /** Whether a state lies on the way from the first state to the current one. */
    public boolean isOnCurrentPath(Entry candidate) {
        for (Entry entry = current; entry != null; entry = entry.parent) {
            if (entry == candidate) {
                return true;
            }
        }
        return false;
    }
}
