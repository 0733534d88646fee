package org.espalier.inference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part of running a plan on a batch: in front of a boundary and behind it, in as many images at once
 * as suit the arrays there.
 */
final class PlanWorker implements AutoCloseable {

    private final ForwardPlan plan;
    private final Images images;
    private final int batch;
    private final float[] room;
    /** By the number of images that they run at once. */
    private final Map<Integer, Lane> lanes = new TreeMap<>();

    private final ActivationMemory ownMemory = new ActivationMemory(Long.MAX_VALUE);
    private @Nullable KeptActivations passingFor;
    private List<Block> passing = List.of();
    private int boundary;

    /** @param batch images in a batch */
    PlanWorker(ForwardPlan plan, Images images, int batch) {
        this.plan = plan;
        this.images = images;
        this.batch = batch;
        this.room = new float[batch * plan.imageSize()];
    }

    /** Makes ready for runs with activations kept at a boundary; 0 where none are kept. */
    void bind(Presence presence, int keptAt) {
        boundary = keptAt;
        lane(0, boundary).bind(presence, 0, boundary);
        lane(boundary, plan.stages()).bind(presence, boundary, plan.stages());
    }

    private Lane lane(int from, int to) {
        return lanes.computeIfAbsent(plan.bestBatch(batch, from, to), plan::newLane);
    }

    /** Runs a batch from the images to the scores. */
    void runAll(int number, float[] scores) {
        Lane lane = lane(0, plan.stages());
        load(number);
        for (int part = 0; part < batch / lane.batch(); part++) {
            put(lane, part);
            lane.run(0, plan.stages());
            get(lane, part, scores);
        }
    }

    /** Runs a batch up to the boundary, where its activations are kept. */
    void fill(KeptActivations kept, List<Block> blocks, int number) {
        Lane lane = lane(0, boundary);
        load(number);
        for (int part = 0; part < batch / lane.batch(); part++) {
            kept.lend(blocks, lane, part);
            put(lane, part);
            lane.run(0, boundary);
        }
        kept.takeFrom(lane);
    }

    /** Runs a batch from its kept activations to the scores. */
    void runFrom(KeptActivations kept, List<Block> blocks, float[] scores) {
        Lane lane = lane(boundary, plan.stages());
        for (int part = 0; part < batch / lane.batch(); part++) {
            kept.lend(blocks, lane, part);
            lane.run(boundary, plan.stages());
            get(lane, part, scores);
        }
        kept.takeFrom(lane);
    }

    /** Blocks for one batch whose activations are not kept, for want of memory. */
    List<Block> passing(KeptActivations kept) {
        if (passingFor != kept) {
            List<Block> old = passing;
            passing = List.of();
            passingFor = null;
            old.forEach(block -> ownMemory.giveBack(block.memory()));
            passing = kept.newBatch(ownMemory);
            passingFor = kept;
        }
        return passing;
    }

    private void load(int number) {
        int from = number * batch;
        images.copyTo(from, Math.min(images.size(), from + batch), room);
    }

    private void put(Lane lane, int part) {
        Buffers.put(
                room,
                part * lane.batch() * plan.imageSize(),
                lane.cell(plan.input()).array());
    }

    private void get(Lane lane, int part, float[] scores) {
        Buffers.get(lane.cell(plan.output()).array(), scores, part * lane.batch() * plan.classes());
    }

    @Override
    public void close() {
        passing.forEach(block -> ownMemory.giveBack(block.memory()));
        ownMemory.close();
        lanes.values().forEach(Lane::close);
    }
}
