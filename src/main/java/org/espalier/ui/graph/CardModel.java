package org.espalier.ui.graph;

import java.util.BitSet;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import org.espalier.network.Layer;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One layer as its card shows it.
 *
 * <p>The user's hand comes in through {@link #drag}, {@link #release}, {@link #enter} and
 * {@link #lock}, which call {@link Commands}; the session's answer comes in through {@link #show}, which
 * never does.
 */
public final class CardModel extends ShareModel {

    /** So many partners fit on a card. */
    private static final int NAMED = 3;

    private final Layer layer;
    private final @Nullable UnitGroup group;
    private final Granularity granularity;
    private final Commands commands;
    private final long allParameters;
    private final BooleanProperty locked = new SimpleBooleanProperty();
    private final BooleanProperty selected = new SimpleBooleanProperty();
    private final LongProperty keptParameters = new SimpleLongProperty();
    private final ObjectProperty<BitSet> kept = new SimpleObjectProperty<>();
    private final DoubleProperty keptWeights = new SimpleDoubleProperty(1);
    private final ObjectProperty<Glow> glow = new SimpleObjectProperty<>(Glow.NONE);
    private Ghost ghost = Ghost.NONE;

    /**
     * @param group the layer's unit group, or null for a layer without units of its own
     * @param granularity what the slider removes
     */
    CardModel(Layer layer, @Nullable UnitGroup group, long allParameters, Granularity granularity, Commands commands) {
        this.layer = layer;
        this.group = group;
        this.allParameters = allParameters;
        this.granularity = granularity;
        this.commands = commands;
        BitSet all = new BitSet();
        if (group != null) {
            all.set(0, units());
        }
        kept.set(all);
        keptParameters.set(allParameters);
    }

    public Layer layer() {
        return layer;
    }

    @Override
    public String name() {
        return layer.name();
    }

    public CardKind kind() {
        return CardKind.of(layer);
    }

    public int units() {
        return layer.output().channels();
    }

    public long allParameters() {
        return allParameters;
    }

    /** Whether the layer has units of its own, prunable or not. */
    public boolean hasUnits() {
        return group != null;
    }

    /** Whether the slider removes single weights, which no other layer is coupled by. */
    boolean cutsWeights() {
        return granularity == Granularity.WEIGHTS;
    }

    /** Whether the card has a slider. */
    public boolean isAdjustable() {
        return group != null && (cutsWeights() || group.isPrunable());
    }

    /** Why a layer with units has no slider; empty where it has one or needs none. */
    public String reason() {
        if (group == null || isAdjustable()) {
            return "";
        }
        return group.frozen().isFrozen() ? group.frozen().sentence() : Text.of("graph.frozen.single");
    }

    /** The layers whose units go with this one's, the first few of many; empty where there are none. */
    public String note() {
        List<String> others = partners();
        if (others.isEmpty()) {
            return "";
        }
        String few = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
        return others.size() <= NAMED
                ? Text.of("graph.goesWith", few)
                : Text.of("graph.goesWithMore", few, Text.count(others.size() - NAMED));
    }

    /** All layers whose units go with this one's. */
    public List<String> partners() {
        return group == null || cutsWeights() || !isAdjustable()
                ? List.of()
                : group.layers().stream().filter(other -> !other.equals(name())).toList();
    }

    public ReadOnlyBooleanProperty locked() {
        return locked;
    }

    public BooleanProperty selected() {
        return selected;
    }

    public ReadOnlyLongProperty keptParameters() {
        return keptParameters;
    }

    /** The units that stay; treat the set as unchangeable. */
    public ReadOnlyObjectProperty<BitSet> kept() {
        return kept;
    }

    /** The share of single weights that stays, 0 to 1. */
    ReadOnlyDoubleProperty keptWeights() {
        return keptWeights;
    }

    /** What the card shows while units are pointed at. */
    public ReadOnlyObjectProperty<Glow> glow() {
        return glow;
    }

    /** Why the layers that are lit with this one go together, one line each; empty where it is not lit. */
    String legend() {
        return glow.get().isLit() ? ghost.legend() : "";
    }

    void light(Ghost now) {
        ghost = now;
        glow.set(now.of(name()));
    }

    /** Removes the layer as a whole, or offers the ways to. */
    void remove(Point2D at) {
        commands.remove(name(), at);
    }

    /** Offers the ways in which the layer can go as a whole. */
    void offerRemovals(Point2D at) {
        commands.offerRemovals(name(), at);
    }

    /** The pointer rests on the slider, or no longer. */
    void point(boolean on) {
        commands.point(name(), on);
    }

    /** Shows a step. The share is left alone while the user's hand is on it: an answer may be late. */
    public void show(CardState state) {
        keptWeights.set(state.keptWeights());
        keptParameters.set(state.parameters());
        kept.set(state.kept());
        locked.set(state.locked());
        follow(state.share());
    }

    @Override
    public String explanation() {
        return commands.explain(name());
    }

    @Override
    protected boolean isMovable() {
        return isAdjustable() && !locked.get();
    }

    @Override
    protected void preview(double wish) {
        commands.preview(name(), wish);
    }

    @Override
    protected void commit() {
        commands.commit();
    }

    public void lock(boolean lock) {
        if (isAdjustable() && lock != locked.get()) {
            release();
            locked.set(lock);
            commands.lock(name(), lock);
        }
    }
}
