package org.espalier.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.network.ModelFile;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Structure;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.pruning.LayerRemover;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The networks of an experiment: the opened one, those that trainings left, and those that removals of layers left. The last
 * few are in memory. Older ones of trainings are in checkpoint files, which go when the experiment is closed; those of
 * removals are made again from the networks that they were made of.
 *
 * <p>Belongs to the engine thread, but for the structures, which may be read from anywhere.
 */
final class NetworkStore implements AutoCloseable {

    /** So many tuned networks stay in memory. */
    static final int IN_MEMORY = 3;
    /** So many networks without layers do: the current one, and the one that is being previewed. */
    private static final int MADE_IN_MEMORY = 2;

    private final Network opened;
    private final CheckpointFolder folder;
    /** The one that was used last is last. */
    private final LinkedHashMap<Integer, Network> atHand = new LinkedHashMap<>(8, 0.75f, true);

    private final LinkedHashMap<Integer, Network> made = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Integer, Path> files = new HashMap<>();
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();
    private final Map<Recipe, Weights> byRecipe = new HashMap<>();
    private int last;
    private String trouble = "";

    /**
     * How a network without some layers is made.
     *
     * @param from of which network
     * @param silenced what of that is taken into it as silent
     */
    record Recipe(Weights from, LayerRemoval removal, PruningMask silenced) {}

    /** What is known of a network without looking at its values. */
    private record Known(
            Structure structure,
            LayerRemovals removals,
            @Nullable Recipe recipe) {
        static Known of(Network network, @Nullable Recipe recipe) {
            return new Known(network.structure(), LayerRemovals.of(network), recipe);
        }
    }

    NetworkStore(Network opened, CheckpointFolder folder) {
        this.opened = opened;
        this.folder = folder;
        known.put(Weights.OPENED.number(), Known.of(opened, null));
    }

    Network opened() {
        return opened;
    }

    /** What a network is made of; from any thread. */
    Structure structure(Weights weights) {
        return known(weights).structure;
    }

    /** What of a network can go as a whole; from any thread. */
    LayerRemovals removals(Weights weights) {
        return known(weights).removals;
    }

    private Known known(Weights weights) {
        Known found = known.get(weights.number());
        if (found == null) {
            throw new IllegalArgumentException("no network has number " + weights.number());
        }
        return found;
    }

    /** Takes in what a training has made of a state; older networks may go to files. */
    Weights add(Network tuned, SessionState begin, Step.Trained step) {
        Weights weights = begin.weights().after(++last, begin.mask(), step);
        Known before = known(begin.weights());
        known.put(weights.number(), new Known(before.structure, before.removals, null));
        atHand.put(weights.number(), tuned);
        shelve();
        return weights;
    }

    /**
     * Takes in a network without some layers.
     *
     * @param gone what of it is silenced for good
     */
    Weights add(Network without, Recipe recipe, PruningMask gone, Step.LayerRemoved step) {
        Weights weights = recipe.from.after(++last, gone, step);
        known.put(weights.number(), Known.of(without, recipe));
        byRecipe.put(recipe, weights);
        keep(weights.number(), without);
        return weights;
    }

    /** The network that was made so before; null where none was. */
    @Nullable
    Weights find(Recipe recipe) {
        return byRecipe.get(recipe);
    }

    private void keep(int number, Network without) {
        made.put(number, without);
        while (made.size() > MADE_IN_MEMORY) {
            made.remove(made.keySet().iterator().next());
        }
    }

    /** @throws Refused where its file cannot be read any more */
    Network get(Weights weights) throws Refused {
        if (weights.areOpened()) {
            return opened;
        }
        Recipe recipe = known(weights).recipe;
        return recipe == null ? tuned(weights.number()) : without(weights.number(), recipe);
    }

    private Network without(int number, Recipe recipe) throws Refused {
        Network ready = made.get(number);
        if (ready == null) {
            ready = LayerRemover.remove(get(recipe.from), recipe.removal, recipe.silenced);
            keep(number, ready);
        }
        return ready;
    }

    private Network tuned(int number) throws Refused {
        Network ready = atHand.get(number);
        if (ready == null) {
            Path file = files.get(number);
            if (file == null) {
                throw new IllegalArgumentException("no training has number " + number);
            }
            ready = opened.as(ModelFile.readGraph(file));
            atHand.put(number, ready);
            shelve();
        }
        return ready;
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
                    ModelFile.write(oldest.getValue().engine(), file, folder.disk());
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
        made.clear();
        files.clear();
        folder.close();
    }
}
