package org.espalier.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.network.ModelFile;
import org.espalier.network.Network;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/**
 * The networks of an experiment: the opened one, and those that trainings left. The last few are in memory, older ones in
 * checkpoint files, which go when the experiment is closed.
 *
 * <p>Belongs to the engine thread.
 */
final class NetworkStore implements AutoCloseable {

    /** So many tuned networks stay in memory. */
    static final int IN_MEMORY = 3;

    private final Network opened;
    private final CheckpointFolder folder;
    /** The one that was used last is last. */
    private final LinkedHashMap<Integer, Network> atHand = new LinkedHashMap<>(8, 0.75f, true);

    private final Map<Integer, Path> files = new HashMap<>();
    private int trainings;
    private String trouble = "";

    NetworkStore(Network opened, CheckpointFolder folder) {
        this.opened = opened;
        this.folder = folder;
    }

    Network opened() {
        return opened;
    }

    /** Takes in what a training has made of a state; older networks may go to files. */
    Weights add(Network tuned, SessionState begin, Step.Trained step) {
        Weights weights = begin.weights().after(++trainings, begin.mask(), step);
        atHand.put(weights.number(), tuned);
        shelve();
        return weights;
    }

    /** @throws Refused where its file cannot be read any more */
    Network get(Weights weights) throws Refused {
        if (weights.areOpened()) {
            return opened;
        }
        Network known = atHand.get(weights.number());
        if (known == null) {
            Path file = files.get(weights.number());
            if (file == null) {
                throw new IllegalArgumentException("no training has number " + weights.number());
            }
            known = opened.as(ModelFile.readGraph(file));
            atHand.put(weights.number(), known);
            shelve();
        }
        return known;
    }

    /** How many tuned networks are in memory. */
    int inMemory() {
        return atHand.size();
    }

    /** Why more networks than usual had to stay in memory, in a sentence, told once; empty where none had to. */
    String trouble() {
        String told = trouble;
        trouble = "";
        return told;
    }

    /** Where a file cannot be written nothing is lost: the network then stays in memory. */
    private void shelve() {
        while (atHand.size() > IN_MEMORY) {
            Map.Entry<Integer, Network> oldest = atHand.entrySet().iterator().next();
            if (!files.containsKey(oldest.getKey())) {
                try {
                    Path file = folder.file(oldest.getKey() + ".zip");
                    ModelFile.write(oldest.getValue().engine(), file);
                    files.put(oldest.getKey(), file);
                } catch (IOException | Refused full) {
                    trouble = Text.of("session.checkpoint-kept", folder.path(), String.valueOf(full.getMessage()));
                    return;
                }
            }
            atHand.remove(oldest.getKey());
        }
    }

    @Override
    public void close() {
        atHand.clear();
        files.clear();
        folder.close();
    }
}
