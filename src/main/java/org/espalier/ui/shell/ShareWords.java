package org.espalier.ui.shell;

import java.util.ArrayList;
import java.util.List;
import org.espalier.measure.Cost;
import org.espalier.network.Layer;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.ShareOf;
import org.espalier.session.Shares;
import org.espalier.session.Shares.Amount;
import org.espalier.session.Step;
import org.espalier.text.Text;

/** Shares in words: what they are of, what was asked for, what came of it. */
final class ShareWords {

    /** As a word for several. */
    private static final int MANY = 2;

    private ShareWords() {}

    /** A measure as a choice. */
    static String inMenu(ShareOf what, Granularity granularity) {
        return switch (what) {
            case UNITS -> Text.of(granularity == Granularity.UNITS ? "shell.share-of.units" : "shell.share-of.weights");
            case PARAMETERS -> Text.of("shell.share-of.parameters");
            case MULTIPLY_ADDS -> Text.of("shell.share-of.multiply-adds");
        };
    }

    /** A measure beside the slider of all layers. */
    static String inToolbar(ShareOf what, Granularity granularity) {
        return switch (what) {
            case UNITS ->
                Text.of(
                        granularity == Granularity.UNITS
                                ? "shell.share-of.units.short"
                                : "shell.share-of.weights.short");
            case PARAMETERS -> Text.of("shell.share-of.parameters.short");
            case MULTIPLY_ADDS -> Text.of("shell.share-of.multiply-adds.short");
        };
    }

    /** Of one layer's slider. */
    static String ofLayer(Session session, String layer, ShareOf what) {
        PruningPlan plan = session.pictured().plan();
        Shares shares = session.shares();
        String target = session.targetOf(layer);
        double share = plan.share(target);
        List<String> lines = new ArrayList<>();
        String unit = unit(session.structure().graph().layer(layer), plan.granularity());
        lines.add(Text.of(
                "shell.share.layer",
                layer,
                number(shares.read(target, share, what)),
                what == ShareOf.UNITS ? unit : inToolbar(what, plan.granularity()),
                number(shares.achieved(target, share, what).share())));
        lines.add(line("shell.share.units", shares.achieved(target, share, ShareOf.UNITS), unit));
        if (plan.granularity() == Granularity.UNITS) {
            lines.add(line("shell.share.parameters", shares.achieved(target, share, ShareOf.PARAMETERS)));
            lines.add(line("shell.share.multiply-adds", shares.achieved(target, share, ShareOf.MULTIPLY_ADDS)));
            lines.add(Text.of("shell.share.note"));
        }
        double largest = shares.read(target, PruningPlan.LARGEST_SHARE, what);
        lines.add(Text.of("shell.share.range", number(largest)));
        return String.join("\n", lines);
    }

    /** Of the slider of all layers. */
    static String ofAll(Session session, ShareOf what) {
        SessionState state = session.pictured();
        List<String> lines = new ArrayList<>();
        lines.add(Text.of("shell.tools.all-layers.tip"));
        if (what != ShareOf.UNITS && state.step() instanceof Step.PrunedAll all && all.of() == what) {
            lines.add(Text.of(
                    "shell.share.all",
                    number(all.share()),
                    inToolbar(what, state.plan().granularity()),
                    number(session.shares().ofNetwork(state.plan(), what))));
        }
        Cost dense = session.experiment().denseCost();
        long parameters = dense.parameters();
        long multiplyAdds = dense.multiplyAdds();
        lines.add(line(
                "shell.share.parameters", new Amount(parameters - state.cost().parameters(), parameters)));
        lines.add(line(
                "shell.share.multiply-adds",
                new Amount(multiplyAdds - state.cost().multiplyAdds(), multiplyAdds)));
        return String.join("\n", lines);
    }

    private static String line(String key, Amount amount, String... more) {
        List<Object> arguments =
                new ArrayList<>(List.of(Text.count(amount.gone()), Text.count(amount.all()), number(amount.share())));
        arguments.addAll(List.of(more));
        return Text.of(key, arguments.toArray());
    }

    private static String unit(Layer layer, Granularity granularity) {
        if (granularity == Granularity.WEIGHTS) {
            return Text.of("shell.share-of.weights.short");
        }
        return Text.of(layer instanceof Layer.Dense ? "inspector.neurons" : "inspector.filters", MANY);
    }

    private static String number(double share) {
        return Text.percent(share, 1);
    }
}
