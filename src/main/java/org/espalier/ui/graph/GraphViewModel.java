package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.espalier.network.Layer;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.pruning.Granularity;

/** The cards of a network, the wires between them, and which card is chosen. */
public final class GraphViewModel {

    /** Where the chosen card can move to. */
    public enum Way {
        ALONG,
        AGAINST,
        PREVIOUS_BRANCH,
        NEXT_BRANCH
    }

    private final NetworkGraph graph;
    private final Commands commands;
    private final Map<String, CardModel> cards = new LinkedHashMap<>();
    private final Map<String, Integer> depth = new HashMap<>();
    private final SimpleObjectProperty<Optional<CardModel>> chosen = new SimpleObjectProperty<>(Optional.empty());

    private final SimpleObjectProperty<Ghost> ghost = new SimpleObjectProperty<>(Ghost.NONE);

    /** @param granularity what the sliders remove */
    public GraphViewModel(NetworkGraph graph, UnitGroups groups, Granularity granularity, Commands commands) {
        this.graph = graph;
        this.commands = commands;
        for (Layer layer : graph.layers()) {
            long all = layer.parameters(
                    layer.inputs().isEmpty()
                            ? 0
                            : graph.layer(layer.inputs().get(0)).output().channels(),
                    layer.output().channels());
            cards.put(
                    layer.name(),
                    new CardModel(
                            layer, layer.hasUnits() ? groups.groupOf(layer.name()) : null, all, granularity, commands));
            depth.put(
                    layer.name(),
                    layer.inputs().stream().mapToInt(depth::get).max().orElse(-1) + 1);
        }
    }

    /** In the network's order. */
    public List<CardModel> cards() {
        return List.copyOf(cards.values());
    }

    /** @throws IllegalArgumentException where there is no such layer */
    public CardModel card(String layer) {
        CardModel card = cards.get(layer);
        if (card == null) {
            throw new IllegalArgumentException("no layer is named " + layer);
        }
        return card;
    }

    public List<Wire> wires() {
        List<Wire> wires = new ArrayList<>();
        for (Layer layer : graph.layers()) {
            for (String input : layer.inputs()) {
                wires.add(new Wire(input, layer.name(), depth(layer.name()) - depth(input) > 1));
            }
        }
        return wires;
    }

    public ReadOnlyObjectProperty<Optional<CardModel>> chosen() {
        return chosen;
    }

    /** Chooses a card and says so; nothing where it is chosen already. */
    public void choose(CardModel card) {
        if (chosen.get().filter(card::equals).isPresent()) {
            return;
        }
        chosen.get().ifPresent(before -> before.selected().set(false));
        card.selected().set(true);
        chosen.set(Optional.of(card));
        commands.select(card.name());
    }

    /** What would go with what is pointed at. */
    public ReadOnlyObjectProperty<Ghost> ghost() {
        return ghost;
    }

    /** Lights what would go; {@link Ghost#NONE} puts the light out. */
    public void light(Ghost now) {
        if (!now.equals(ghost.get())) {
            cards.values().forEach(card -> card.light(now));
            ghost.set(now);
        }
    }

    /** Moves the choice along the wires, or to a branch beside; the first card where none is chosen. */
    public void move(Way way) {
        CardModel from = chosen.get().orElse(null);
        if (from == null) {
            choose(cards().get(0));
            return;
        }
        neighbour(from, way).ifPresent(this::choose);
    }

    private Optional<CardModel> neighbour(CardModel from, Way way) {
        Optional<String> name = switch (way) {
            case ALONG ->
                nearest(graph.readersOf(from.name()).stream().map(Layer::name).toList(), from);
            case AGAINST -> nearest(from.layer().inputs(), from);
            case PREVIOUS_BRANCH -> beside(from, -1);
            case NEXT_BRANCH -> beside(from, 1);
        };
        return name.map(cards::get);
    }

    private int depth(String layer) {
        return depth.getOrDefault(layer, 0);
    }

    /** The one that is fewest layers away; the first of several. */
    private Optional<String> nearest(List<String> names, CardModel from) {
        int here = depth(from.name());
        return names.stream().min((a, b) -> Math.abs(depth(a) - here) - Math.abs(depth(b) - here));
    }

    private Optional<String> beside(CardModel from, int step) {
        List<String> row = cards.keySet().stream()
                .filter(name -> depth(name) == depth(from.name()))
                .toList();
        int place = row.indexOf(from.name()) + step;
        return place >= 0 && place < row.size() ? Optional.of(row.get(place)) : Optional.empty();
    }
}
