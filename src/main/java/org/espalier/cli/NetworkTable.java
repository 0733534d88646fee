package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.espalier.measure.Cost;
import org.espalier.network.KindWords;
import org.espalier.network.Layer;
import org.espalier.network.Link;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Slice;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.text.Ranges;
import org.espalier.text.Text;

/** A network's structure for people: a table of layers; of each group of units one example, and the rule. */
final class NetworkTable {

    /** Of a slice's channels, so many runs are written out. */
    private static final int RANGES = 3;

    private final Network network;
    private final Cost cost;

    NetworkTable(Network network) {
        this.network = network;
        this.cost = Cost.of(network, PruningMask.NONE);
    }

    List<String> lines(boolean assumed) {
        List<String> lines = new ArrayList<>();
        lines.add(Text.of(
                "cli.info.network",
                network.name(),
                network.graph().inputShape(),
                Text.count(cost.parameters()),
                Text.count(cost.multiplyAdds())));
        if (assumed) {
            lines.add(Text.of("cli.info.assumed"));
        }
        lines.add("");
        lines.addAll(layers());
        lines.add("");
        lines.addAll(removals());
        lines.add("");
        lines.add(Text.of("cli.info.groups"));
        network.units().groups().forEach(group -> addGroup(group, lines));
        return lines;
    }

    private List<String> layers() {
        TextTable table = new TextTable(3);
        table.add(
                Text.of("cli.info.layer"),
                Text.of("cli.info.kind"),
                Text.of("cli.info.output"),
                Text.of("cli.info.units"),
                Text.of("cli.info.parameters"),
                Text.of("cli.info.multiply-adds"));
        for (Layer layer : network.graph().layers()) {
            Cost.LayerCost of = cost.of(layer.name());
            table.add(
                    layer.name(),
                    KindWords.of(layer),
                    layer.output().toString(),
                    layer.hasUnits() ? Text.count(of.units()) : "",
                    countOrNothing(of.parameters()),
                    countOrNothing(of.multiplyAdds()));
        }
        return table.lines();
    }

    private List<String> removals() {
        List<LayerRemoval> all = LayerRemovals.of(network).all();
        if (all.isEmpty()) {
            return List.of(Text.of("cli.info.no-removals"));
        }
        List<String> lines = new ArrayList<>(List.of(Text.of("cli.info.removals")));
        for (LayerRemoval removal : all) {
            lines.add("");
            lines.add("  " + RemovalOptions.option(removal));
            lines.add("    " + removal.offer());
            lines.add("    "
                    + Text.of(
                            "cli.info.saved",
                            Text.count(removal.saved().parameters()),
                            Text.count(removal.saved().multiplyAdds())));
        }
        return lines;
    }

    private static String countOrNothing(long number) {
        return number == 0 ? "" : Text.count(number);
    }

    private void addGroup(UnitGroup group, List<String> lines) {
        String names = String.join(", ", group.layers());
        lines.add("");
        if (!group.isPrunable()) {
            String reason = group.frozen().isFrozen() ? group.frozen().sentence() : Text.of("cli.info.single");
            lines.add(Text.of("cli.info.frozen", names, reason));
            return;
        }
        LongSummaryStatistics sizes =
                group.units().stream().mapToLong(this::parametersWith).summaryStatistics();
        String each = sizes.getMin() == sizes.getMax()
                ? Text.count(sizes.getMin())
                : Text.of("cli.info.from-to", Text.count(sizes.getMin()), Text.count(sizes.getMax()));
        lines.add(Text.of("cli.info.group", names, Text.count(group.size()), each));
        List<Slice> slices = network.slices().goingWith(group.units().get(0));
        lines.add("  " + Text.of("cli.info.example"));
        slices.forEach(slice -> lines.add("    " + sentence(slice)));
        lines.add("  " + Text.of("cli.info.rule"));
        network.slices().links(group).stream().map(Link::sentence).forEach(rule -> lines.add("    " + rule));
    }

    private long parametersWith(int unit) {
        return network.slices().goingWith(unit).stream()
                .mapToLong(Slice::parameters)
                .sum();
    }

    private String sentence(Slice slice) {
        boolean rows = network.graph().layer(slice.layer()) instanceof Layer.Dense;
        String key = slice.side() == Slice.Side.OUTPUT
                ? "cli.info.slice.output"
                : rows ? "cli.info.slice.rows" : "cli.info.slice.input";
        return Text.of(
                key,
                slice.layer(),
                Ranges.of(slice.indices(), RANGES),
                slice.indices().size(),
                Text.count(slice.parameters()));
    }
}
