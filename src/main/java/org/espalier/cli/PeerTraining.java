package org.espalier.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.data.Examples;
import org.espalier.data.IdxExport;
import org.espalier.job.JobCancelled;
import org.espalier.session.TrainingBenchmark;
import org.espalier.text.Refused;

/** Epochs of ours, in turn with PyTorch's on the same images where it is there. */
final class PeerTraining {

    private final TrainingBenchmark ours;
    private final int threads;

    PeerTraining(TrainingBenchmark ours, int threads) {
        this.ours = ours;
        this.threads = threads;
    }

    /** @param peer trains one epoch of a new network of the same shape in each turn; empty where there is none */
    void run(int turns, Optional<PeerScripts> peer) throws IOException, Refused, JobCancelled {
        if (peer.isPresent()) {
            Examples images = ours.images();
            IdxExport.write(images, peer.get().folder(), "train");
            IdxExport.write(ours.validation(), peer.get().folder(), "t10k");
        }
        List<Double> seconds = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            ours.turn();
            if (peer.isPresent()) {
                seconds.add(epoch(peer.get()));
            }
        }
        ours.end();
        ours.profile();
        if (!seconds.isEmpty()) {
            ours.compare("pytorch", seconds);
        }
    }

    private double epoch(PeerScripts peer) throws IOException, Refused {
        String call = "train.py mnist " + TrainingBenchmark.BATCH + " 1";
        List<Map<String, Object>> records = peer.run("THREADS=" + threads + " ", call);
        return records.stream()
                .filter(record -> record.get("train_s") instanceof Number)
                .mapToDouble(record -> ((Number) record.get("train_s")).doubleValue())
                .findFirst()
                .orElseThrow(() -> new Refused("cli.bench.peer", call));
    }
}
