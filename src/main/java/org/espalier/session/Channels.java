package org.espalier.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.text.Text;

/** Channels of a layer in words: "filters 3, 7–9", or how many where that would be too long. */
final class Channels {

    private static final int NAMED_RUNS = 6;

    private Channels() {}

    static String sentence(Layer layer, BitSet channels) {
        List<String> runs = new ArrayList<>();
        for (int from = channels.nextSetBit(0); from >= 0; ) {
            int end = channels.nextClearBit(from);
            if (end - from < 3) {
                channels.stream()
                        .skip(channels.get(0, from).cardinality())
                        .limit(end - from)
                        .forEach(channel -> runs.add(Integer.toString(channel)));
            } else {
                runs.add(Text.of("session.run", Integer.toString(from), Integer.toString(end - 1)));
            }
            from = channels.nextSetBit(end);
        }
        int count = channels.cardinality();
        String word = Text.of(layer instanceof Layer.Dense ? "session.neurons" : "session.filters", count);
        return runs.size() <= NAMED_RUNS
                ? Text.of("session.units-named", word, String.join(Text.of("session.and"), runs))
                : Text.of("session.units-counted", word, Text.count(count));
    }
}
