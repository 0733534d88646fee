package org.espalier.ui.inspector;

import java.util.BitSet;
import org.espalier.pruning.Pick;
import org.espalier.pruning.Picks;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.text.Text;

/**
 * What becomes of the units of a layer, and who decided it.
 *
 * @param kept the channels that stay
 * @param byHand the channels that the hand decided about
 */
record UnitFates(BitSet kept, BitSet byHand) {

    static final UnitFates NONE = new UnitFates(new BitSet(), new BitSet());

    UnitFates {
        kept = (BitSet) kept.clone();
        byHand = (BitSet) byHand.clone();
    }

    static UnitFates of(Session session, String layer) {
        SessionState state = session.pictured();
        Picks picks = state.plan().picks();
        int[] units = session.structure().units().behind(layer);
        BitSet kept = new BitSet();
        BitSet byHand = new BitSet();
        for (int channel = 0; channel < units.length; channel++) {
            kept.set(channel, !state.mask().removesUnit(units[channel]));
            byHand.set(channel, picks.of(units[channel]) != Pick.RANKED);
        }
        return new UnitFates(kept, byHand);
    }

    @Override
    public BitSet kept() {
        return (BitSet) kept.clone();
    }

    @Override
    public BitSet byHand() {
        return (BitSet) byHand.clone();
    }

    boolean stays(int channel) {
        return kept.get(channel);
    }

    boolean isByHand(int channel) {
        return byHand.get(channel);
    }

    /** What turns a channel's fate around; where the hand decided, the ranking decides again. */
    Pick turned(int channel) {
        if (isByHand(channel)) {
            return Pick.RANKED;
        }
        return stays(channel) ? Pick.REMOVED : Pick.KEPT;
    }

    /** In words: "goes", "kept by hand". */
    String words(int channel) {
        if (isByHand(channel)) {
            return Text.of(stays(channel) ? "inspector.fate.kept" : "inspector.fate.removed");
        }
        return Text.of(stays(channel) ? "inspector.fate.stays" : "inspector.fate.goes");
    }
}
