package org.espalier.inference;

import java.util.Arrays;
import org.espalier.job.Progress;
import org.espalier.network.NativeSetup;
import org.espalier.network.PruningMask;

/** Runs batch by batch through a {@link ForwardPass}, on one lane, keeping nothing. */
final class PlainRuns implements MaskedRuns {

    private final ForwardPass pass;
    private final Images images;
    private final float[] room;

    PlainRuns(ForwardPass pass, Images images) {
        this.pass = pass;
        this.images = images;
        this.room = new float[pass.batch() * pass.imageSize()];
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int batch() {
        return pass.batch();
    }

    @Override
    public int batches() {
        return (images.size() + pass.batch() - 1) / pass.batch();
    }

    @Override
    public int classes() {
        return pass.classes();
    }

    @Override
    public void silence(PruningMask mask) {
        pass.silence(mask);
    }

    @Override
    public void run(int lane, int batch, float[] scores) {
        NativeSetup.leaveACore();
        int from = batch * pass.batch();
        int to = Math.min(images.size(), from + pass.batch());
        images.copyTo(from, to, room);
        Arrays.fill(room, (to - from) * pass.imageSize(), room.length, 0);
        pass.run(room, to - from, scores);
    }

    @Override
    public double reused() {
        return 0;
    }

    @Override
    public void warm(Progress progress) {
        // Nothing is kept.
    }

    @Override
    public long cacheBytes() {
        return 0;
    }

    @Override
    public boolean isCacheCut() {
        return false;
    }

    @Override
    public void close() {
        pass.close();
    }
}
