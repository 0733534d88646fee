package org.espalier.ui.inspector;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.Link;
import org.espalier.network.NetworkGraph;
import org.espalier.network.Slice;
import org.espalier.text.Ranges;
import org.espalier.text.Text;

/**
 * What goes with units of a layer, in words.
 *
 * @param sentence how many parameters go, and where
 * @param slices one line for each slice
 * @param reasons one line for each link, numbered as on the graph
 */
record SliceLines(String sentence, String slices, String reasons) {

    static final SliceLines NONE = new SliceLines("", "", "");

    /** Layers that are named in the sentence, and lines of each kind: more would not be read. */
    private static final int NAMED = 3;

    private static final int LINES = 24;
    private static final int RANGES = 4;

    boolean isEmpty() {
        return sentence.isEmpty();
    }

    /** All in one, for screen readers. */
    String spoken() {
        return sentence + " " + reasons.replace('\n', ' ');
    }

    /** A sentence alone. */
    static SliceLines of(String sentence) {
        return new SliceLines(sentence, "", "");
    }

    /**
     * What goes with units of a layer.
     *
     * @param channels those of the layer that are meant
     */
    static SliceLines of(NetworkGraph graph, Coupled coupled, Layer here, BitSet channels) {
        int count = channels.cardinality();
        String sentence = Text.of(
                count == 1 ? "inspector.takes.one" : "inspector.takes.several",
                here.name(),
                UnitWords.count(here, count),
                count == 1 ? Integer.toString(channels.nextSetBit(0)) : Text.count(count),
                Text.count(coupled.parameters()),
                places(coupled, here.name()));
        List<String> slices = new ArrayList<>();
        coupled.slices().forEach(slice -> slices.add(line(graph, slice)));
        List<String> reasons = new ArrayList<>();
        for (Link link : coupled.links()) {
            reasons.add(Text.of("inspector.reason", reasons.size() + 1, link.sentence()));
        }
        return new SliceLines(sentence, lines(slices), lines(reasons));
    }

    /** How many parameters go in which layer, this one first. */
    private static String places(Coupled coupled, String here) {
        List<String> parts = new ArrayList<>();
        long own = coupled.parametersOf(here);
        if (own > 0) {
            parts.add(Text.of("inspector.takes.here", Text.count(own)));
        }
        Set<String> others = new LinkedHashSet<>();
        coupled.slices().forEach(slice -> others.add(slice.layer()));
        others.remove(here);
        boolean all = others.size() <= NAMED + 1;
        long rest = 0;
        for (String other : others) {
            long lost = coupled.parametersOf(other);
            if (all || parts.size() <= NAMED) {
                parts.add(Text.of("inspector.takes.in", Text.count(lost), other));
            } else {
                rest += lost;
            }
        }
        if (rest > 0) {
            parts.add(Text.of("inspector.takes.rest", Text.count(rest)));
        }
        return String.join(Text.of("inspector.and"), parts);
    }

    private static String line(NetworkGraph graph, Slice slice) {
        boolean output = slice.side() == Slice.Side.OUTPUT;
        boolean rows = !output && graph.layer(slice.layer()) instanceof Layer.Dense;
        String key = output ? "inspector.slice.output" : rows ? "inspector.slice.rows" : "inspector.slice.input";
        int count = slice.indices().size();
        return Text.of(key, slice.layer(), Ranges.of(slice.indices(), RANGES), count, Text.count(slice.parameters()));
    }

    private static String lines(List<String> all) {
        List<String> shown = new ArrayList<>(all.subList(0, Math.min(LINES, all.size())));
        if (all.size() > LINES) {
            shown.add(Text.of("inspector.more", Text.count(all.size() - LINES)));
        }
        return String.join("\n", shown);
    }
}
