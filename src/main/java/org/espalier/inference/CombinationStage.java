package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.Layer.Combination.Kind;

/** Several slots made into one. */
record CombinationStage(Kind kind, List<Slot> reads, Slot writes) implements Stage {

    @Override
    public List<int[]> signature(Presence presence) {
        List<int[]> all = new ArrayList<>();
        reads.forEach(slot -> all.add(presence.present(slot)));
        all.add(presence.present(writes));
        return all;
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        Cell out = lane.cell(writes);
        List<Cell> inputs = reads.stream().<Cell>map(lane::cell).toList();
        if (kind == Kind.CONCATENATE) {
            int rank = writes.arrayShape(1, 1).length;
            return NativeOp.of("concat", inputs, out, rank - 1);
        }
        List<Bound> parts = new ArrayList<>();
        Cell left = inputs.get(0);
        for (Cell right : inputs.subList(1, inputs.size())) {
            parts.add(NativeOp.of(operation(), List.of(left, right), out));
            left = out;
        }
        if (parts.isEmpty()) {
            parts.add(() -> out.array().assign(inputs.get(0).array()));
        }
        if (kind == Kind.AVERAGE) {
            parts.add(() -> out.array().divi(reads.size()));
        }
        return Bound.of(parts);
    }

    private String operation() {
        return switch (kind) {
            case ADD, AVERAGE -> "add";
            case SUBTRACT -> "subtract";
            case PRODUCT -> "multiply";
            case MAX -> "maximum";
            case CONCATENATE, STACK -> throw new IllegalStateException(kind + " does not go pair by pair");
        };
    }
}
