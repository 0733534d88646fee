package org.espalier.pruning;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.UnitGroup;
import org.espalier.network.UnitGroups;

/**
 * In which order the units of a group go as its share grows: those that the hand removes, then the others by
 * their ranking. Who goes at a share also goes at a larger one.
 *
 * <p>A unit that would take a layer below what it has to keep is passed over. Units that are made by the same
 * layers are a part of the group, and each part is rounded for itself, so that every layer's width is a multiple.
 */
public final class RemovalOrder {

    private final int[] units;
    private final int[] going;

    private RemovalOrder(int[] units, int[] going) {
        this.units = units;
        this.going = going;
    }

    static RemovalOrder of(UnitGroups groups, UnitGroup group, Ranking ranking, PruningPlan plan) {
        return new Making(groups, group, plan).by(ranking);
    }

    /** How many units the group has. */
    public int size() {
        return units.length;
    }

    /** All units of the group; those that never go are the last ones. */
    public int[] units() {
        return units.clone();
    }

    /** How many of {@link #units} go at a share. */
    public int going(double share) {
        return going[PruningPlan.count(share, size())];
    }

    int unit(int place) {
        return units[place];
    }

    /** Units that are made by the same layers: as far as widths are concerned, one is as good as another. */
    private static final class Part {
        private final List<Integer> byHand = new ArrayList<>();
        private final List<Integer> ranked = new ArrayList<>();
        private int size;
        private int wished;
        private int gone;

        int unit(int place) {
            return place < byHand.size() ? byHand.get(place) : ranked.get(place - byHand.size());
        }

        /** How many go once {@link #wished} should. */
        int going(Guards guards) {
            if (wished == 0) {
                return 0;
            }
            int free = byHand.size() + ranked.size();
            return size - guards.kept(size - wished, size, size - free, size - byHand.size());
        }
    }

    /** An order while it is made. */
    private static final class Making {
        private final UnitGroup group;
        private final Picks picks;
        private final Guards guards;
        /** Channels of each layer that are one unit, by the unit's place in the group. */
        private final int[][] uses;

        private final int[] width;
        private final int[] left;
        private final int[] units;
        private int placed;

        Making(UnitGroups groups, UnitGroup group, PruningPlan plan) {
            this.group = group;
            this.picks = plan.picks();
            this.guards = plan.guards();
            int[] numbers = group.units().stream().mapToInt(Integer::intValue).toArray();
            int layers = group.layers().size();
            uses = new int[numbers.length][layers];
            width = new int[layers];
            for (int layer = 0; layer < layers; layer++) {
                int[] channels = groups.behind(group.layers().get(layer));
                width[layer] = channels.length;
                for (int unit : channels) {
                    uses[Arrays.binarySearch(numbers, unit)][layer]++;
                }
            }
            left = width.clone();
            units = new int[numbers.length];
        }

        RemovalOrder by(Ranking ranking) {
            Map<IntBuffer, Part> parts = new LinkedHashMap<>();
            List<Integer> kept = new ArrayList<>();
            for (int rank = 0; rank < ranking.size(); rank++) {
                int place = ranking.at(rank);
                int unit = group.units().get(place);
                Part part = parts.computeIfAbsent(IntBuffer.wrap(uses[place]), key -> new Part());
                part.size++;
                switch (picks.of(unit)) {
                    case REMOVED -> part.byHand.add(place);
                    case RANKED -> part.ranked.add(place);
                    case KEPT -> kept.add(place);
                }
            }
            List<Part> wishes = new ArrayList<>();
            walk(ranking, Pick.REMOVED, parts, wishes);
            int byHand = wishes.size();
            walk(ranking, Pick.RANKED, parts, wishes);
            int[] going = going(wishes, byHand);
            parts.values().forEach(part -> place(part, part.byHand.size() + part.ranked.size()));
            kept.forEach(this::place);
            return new RemovalOrder(units, going);
        }

        /** Which parts a unit should go of, one after the other. */
        private void walk(Ranking ranking, Pick pick, Map<IntBuffer, Part> parts, List<Part> wishes) {
            for (int rank = 0; rank < ranking.size(); rank++) {
                int[] of = uses[ranking.at(rank)];
                if (picks.of(group.units().get(ranking.at(rank))) == pick && mayGo(of, pick)) {
                    Arrays.setAll(left, layer -> left[layer] - of[layer]);
                    Part part = parts.get(IntBuffer.wrap(of));
                    if (part != null) {
                        wishes.add(part);
                    }
                }
            }
        }

        /** A hand may go down to one unit. */
        private boolean mayGo(int[] of, Pick pick) {
            int least = pick == Pick.REMOVED ? 1 : guards.least();
            for (int layer = 0; layer < of.length; layer++) {
                if (of[layer] > 0 && left[layer] - of[layer] < Math.min(least, width[layer])) {
                    return false;
                }
            }
            return true;
        }

        private int[] going(List<Part> wishes, int byHand) {
            int[] going = new int[units.length];
            int walked = 0;
            for (int count = 0; count < going.length; count++) {
                int wished = Math.min(wishes.size(), Math.max(byHand, count));
                while (walked < wished) {
                    Part part = wishes.get(walked++);
                    part.wished++;
                    place(part, part.going(guards));
                }
                going[count] = placed;
            }
            return going;
        }

        private void place(Part part, int count) {
            while (part.gone < count) {
                place(part.unit(part.gone++));
            }
        }

        private void place(int place) {
            units[placed++] = group.units().get(place);
        }
    }
}
