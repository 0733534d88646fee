package org.espalier.inference;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/**
 * A network compiled to ND4J operations on buffers that are allocated once: channels last inside, bias and
 * activation in place, batch-norm folded into the layer in front of it, silenced units left out.
 *
 * <p>Several threads may run it at once, each on a {@link Lane} of its own, between two calls of
 * {@link #prepare}.
 */
public final class ForwardPlan implements ForwardPass {

    /** Bytes of a lane's largest array: measured, with what stands beside it in a core's share of the caches. */
    private static final long LARGEST_ARRAY = 5 << 20;

    private static final Set<String> CHANGE_COUNT = Set.of("StackVertex", "UnstackVertex", "SpaceToBatchLayer");

    private final Buffers buffers = new Buffers();
    private final List<Stage> stages;
    private final List<String> layers;
    private final List<Slot> slots;
    private final List<Slot> outputs;
    private final int batch;
    private final Reach reach;
    private @Nullable Presence presence;
    private @Nullable Lane ownLane;

    private ForwardPlan(Network network, int batch, Map<String, String> standIns) {
        PlanCompiler compiler = new PlanCompiler(network, buffers, standIns);
        compiler.compile();
        this.stages = List.copyOf(compiler.stages());
        this.layers = List.copyOf(compiler.layers());
        this.slots = List.copyOf(compiler.slots());
        this.outputs = List.copyOf(compiler.outputs());
        this.batch = batch;
        this.reach = new Reach(stages, slots, output());
    }

    /**
     * Whether as many images leave every layer as enter it, as images or features; DL4J has a few layers that stack images or
     * cut them up, and some that make sequences or volumes of them.
     */
    public static boolean canRun(Network network) {
        return network.graph().layers().stream()
                .noneMatch(layer -> network.layoutBehind(layer.name()).isForDl4jAlone() || changesCount(layer));
    }

    private static boolean changesCount(Layer layer) {
        if (layer instanceof Layer.Combination combination) {
            return combination.kind() == Layer.Combination.Kind.STACK;
        }
        if (layer instanceof Layer.Passing passing) {
            return passing.effect() == Layer.Passing.Effect.UNSTACK;
        }
        return layer instanceof Layer.Opaque opaque && CHANGE_COUNT.contains(opaque.type());
    }

    /** @param batch how many images are run at once */
    public static ForwardPlan of(Network network, int batch) {
        return new ForwardPlan(network, batch, Map.of());
    }

    /**
     * A plan in which a layer is passed over: what stands in for it has the same shape. Only to be run with nothing silenced,
     * since units of one layer are not those of the other.
     */
    public static ForwardPlan passingOver(Network network, int batch, String layer, String standIn) {
        return new ForwardPlan(network, batch, Map.of(layer, standIn));
    }

    /** To be run on lanes only, each of which has its own number of images. */
    static ForwardPlan of(Network network) {
        return new ForwardPlan(network, 1, Map.of());
    }

    /**
     * How many images at once stages {@code from} up to but not with {@code to} run fastest: as many as keep their
     * largest activation in the cache. Divides {@code most}.
     */
    int bestBatch(int most, int from, int to) {
        long largest = stages.subList(from, to).stream()
                .mapToLong(stage -> stage.writes().shape().values())
                .max()
                .orElse(1);
        return Batches.largest(most, largest * Float.BYTES, LARGEST_ARRAY);
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int imageSize() {
        return slots.get(0).shape().values();
    }

    @Override
    public List<Integer> outputs() {
        return outputs.stream().map(slot -> slot.shape().values()).toList();
    }

    /** What a change reaches, and what it leaves as it was. */
    Reach reach() {
        return reach;
    }

    Slot input() {
        return slots.get(0);
    }

    /** The output that tells the class. */
    Slot output() {
        return outputs.get(0);
    }

    int stages() {
        return stages.size();
    }

    /** @param images how many it runs at once */
    Lane newLane(int images) {
        return new Lane(slots.size(), stages, images);
    }

    /**
     * Lays the weights out for a mask. No lane may be running.
     *
     * @param held units that the mask silences and that are computed nevertheless
     */
    Presence prepare(PruningMask mask, BitSet held) {
        Presence next = Presence.of(slots, mask, held, presence);
        stages.forEach(stage -> stage.prepare(next, mask));
        presence = next;
        return next;
    }

    /** Multiply-adds for one image from a stage up to but not with another. */
    long multiplyAdds(int from, int to) {
        Presence now = presence;
        return now == null
                ? 0
                : stages.subList(from, to).stream()
                        .mapToLong(stage -> stage.multiplyAdds(now))
                        .sum();
    }

    /** The layer that each stage belongs to. */
    List<String> layers() {
        return layers;
    }

    @Override
    public void silence(PruningMask mask) {
        Presence next = prepare(mask, new BitSet());
        if (ownLane == null) {
            ownLane = newLane(bestBatch(batch, 0, stages.size()));
        }
        ownLane.bind(next, 0, stages.size());
    }

    @Override
    public void run(float[] images, int count, List<float[]> answers) {
        if (count > batch) {
            throw new IllegalArgumentException(count + " images in a batch of " + batch);
        }
        Lane lane = ownLane;
        if (lane == null) {
            throw new IllegalStateException("run before silence");
        }
        for (int first = 0; first < count; first += lane.batch()) {
            Buffers.put(images, first * imageSize(), lane.cell(input()).array());
            lane.run(0, stages.size());
            for (int i = 0; i < answers.size(); i++) {
                Slot output = outputs.get(i);
                Buffers.get(
                        lane.cell(output).array(),
                        answers.get(i),
                        first * output.shape().values());
            }
        }
    }

    @Override
    public void close() {
        if (ownLane != null) {
            ownLane.close();
        }
        buffers.close();
    }
}
