package org.espalier.session;

import java.util.LinkedHashSet;
import java.util.Set;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/**
 * What a user chooses a schedule to reach.
 *
 * @param share that is gone in the end, where the sliders do not say it
 */
public record GoalChoice(Kind kind, double share) {

    public static final GoalChoice DEFAULT = new GoalChoice(Kind.SLIDERS, 0.8);

    /** Where the goal comes from. */
    public enum Kind {
        /** What each slider asks for now. */
        SLIDERS,
        /** The same share of each layer. */
        EACH_LAYER,
        /** A share of the single weights of all layers together, by one threshold. */
        ALL_TOGETHER
    }

    public GoalChoice {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share must be in (0, 1), was " + share);
        }
    }

    /** Whether weights or units are cut says what there is to choose from. */
    public boolean isFor(Granularity granularity) {
        return kind != Kind.ALL_TOGETHER || granularity == Granularity.WEIGHTS;
    }

    /**
     * Reads what was typed; a comma is as good as a point, and a percent sign may stand behind it.
     *
     * @throws Refused with a sentence on a share that cannot be
     */
    public static GoalChoice read(Kind kind, String percent, Granularity granularity) throws Refused {
        double most = kind == Kind.ALL_TOGETHER ? 0.999 : granularity.largestShare();
        String words = percent.replace("%", "").strip().replace(',', '.');
        double share = Double.NaN;
        try {
            share = Double.parseDouble(words) / 100;
        } catch (NumberFormatException notANumber) {
            // Said below, as any other share that cannot be.
        }
        if (!(share > 0 && share <= most)) {
            throw new Refused("session.schedule.share", percent.strip(), Text.percent(most, 1));
        }
        return new GoalChoice(kind, share);
    }

    /**
     * The goal itself.
     *
     * @param plan of now
     * @param free the targets that may move
     * @throws Refused where the sliders ask for nothing, or nothing may move
     */
    Goal on(PruningPlan plan, Set<String> free) throws Refused {
        if (kind == Kind.SLIDERS) {
            if (plan.keepsAll()) {
                throw new Refused("session.schedule.no-goal");
            }
            return new Goal.ByTarget(plan);
        }
        if (free.isEmpty()) {
            throw new Refused("session.schedule.all-locked");
        }
        if (kind == Kind.ALL_TOGETHER) {
            return new Goal.Global(plan, new LinkedHashSet<>(free), share);
        }
        PruningPlan last = plan;
        for (String target : free) {
            last = last.withShare(target, share);
        }
        return new Goal.ByTarget(last);
    }
}
