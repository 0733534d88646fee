package org.espalier.network;

import java.util.ArrayList;
import java.util.List;

/** Units while it is being found out which of them are one and the same (union-find). */
final class Ties {

    private final List<Integer> parent = new ArrayList<>();
    private final List<Frozen> frozen = new ArrayList<>();

    int[] newUnits(int count) {
        return frozenUnits(count, Frozen.NO);
    }

    int[] frozenUnits(int count, Frozen reason) {
        int[] units = new int[count];
        for (int i = 0; i < count; i++) {
            units[i] = parent.size();
            parent.add(units[i]);
            frozen.add(reason);
        }
        return units;
    }

    /**
     * Makes one unit of each pair; a frozen partner freezes both.
     *
     * @param where the layer that combines them
     */
    void tie(int[] left, int[] right, Layer where) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "cannot combine " + left.length + " channels with " + right.length + " element by element");
        }
        for (int i = 0; i < left.length; i++) {
            int a = root(left[i]);
            int b = root(right[i]);
            if (a != b) {
                int low = Math.min(a, b);
                frozen.set(low, reasonOfBoth(frozen.get(low), frozen.get(Math.max(a, b)), where));
                parent.set(Math.max(a, b), low);
            }
        }
    }

    private static Frozen reasonOfBoth(Frozen first, Frozen second, Layer where) {
        boolean input = first.reason() == Frozen.Reason.INPUT || second.reason() == Frozen.Reason.INPUT;
        if (input && first.reason() != second.reason()) {
            return Frozen.by(Frozen.Reason.TIED_TO_INPUT, where);
        }
        return first.isFrozen() ? first : second;
    }

    void freeze(int[] units, Frozen reason) {
        for (int unit : units) {
            int root = root(unit);
            if (!frozen.get(root).isFrozen()) {
                frozen.set(root, reason);
            }
        }
    }

    int[] resolve(int[] units) {
        int[] roots = new int[units.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = root(units[i]);
        }
        return roots;
    }

    /** The first reason that freezes any of these units. */
    Frozen frozen(List<Integer> units) {
        return units.stream()
                .map(unit -> frozen.get(root(unit)))
                .filter(Frozen::isFrozen)
                .findFirst()
                .orElse(Frozen.NO);
    }

    private int root(int unit) {
        int root = unit;
        while (parent.get(root) != root) {
            root = parent.get(root);
        }
        return root;
    }
}
