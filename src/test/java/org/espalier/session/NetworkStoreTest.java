package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.inference.ForwardPass;
import org.espalier.measure.Cost;
import org.espalier.network.FailingDisk;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.training.EpochReport;
import org.espalier.training.FineTuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

class NetworkStoreTest {

    private static final Step.FineTuned STEP =
            new Step.FineTuned(FineTuning.overEpochs(1), List.of(new EpochReport(1, 1, 0.5, 0.9, 1)), 1, 0.5);
    private static final SessionState BEGIN = new SessionState(
            new Step.Reset(),
            PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, 1),
            PruningMask.NONE,
            new Cost(Map.of()),
            Weights.OPENED);

    @TempDir
    private Path folder;

    static Stream<Network> networks() {
        return Stream.of(
                TinyNetworks.dense(),
                TinyNetworks.residual(CNN2DFormat.NHWC),
                TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU),
                TinyNetworks.chain(CNN2DFormat.NHWC, Activation.ELU),
                TinyNetworks.concatenation());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void olderNetworksGoToFilesAndComeBackAsTheyWere(Network opened) throws Refused, IOException {
        NetworkStore store = new NetworkStore(opened, new CheckpointFolder(folder));
        List<Weights> all = new ArrayList<>();
        List<Network> networks = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            networks.add(scaled(opened, 1 + i / 10.0));
            all.add(store.add(networks.get(i - 1), BEGIN, STEP));
            assertEquals(Math.min(i, NetworkStore.IN_MEMORY), store.inMemory());
        }
        assertEquals(2, files(), "two of five are in files");
        assertEquals("", store.trouble());
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5; i++) {
                Network again = store.get(all.get(i));
                assertArrayEquals(answers(networks.get(i)), answers(again), "bit by bit");
                assertEquals(networks.get(i).graph().layers(), again.graph().layers());
                assertSame(again, store.get(all.get(i)));
                assertEquals(NetworkStore.IN_MEMORY, store.inMemory());
            }
        }
        assertNotSame(networks.get(0), store.get(all.get(0)));
        assertSame(opened, store.get(Weights.OPENED));
        assertEquals(5, files());
        store.close();
        assertEquals(0, files());
    }

    @Test
    void whereNoFileCanBeWrittenNothingIsLost() throws IOException, Refused {
        Path occupied = Files.writeString(folder.resolve("checkpoints"), "a file where the folder should be");
        Network opened = TinyNetworks.dense();
        NetworkStore store = new NetworkStore(opened, new CheckpointFolder(occupied));
        List<Weights> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(store.add(scaled(opened, 2 + i), BEGIN, STEP));
        }
        assertEquals(5, store.inMemory());
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(answers(scaled(opened, 2 + i)), answers(store.get(all.get(i))));
        }
        String sentence = store.trouble();
        assertTrue(sentence.contains(occupied.toString()) && sentence.contains("nothing is lost"), sentence);
        assertEquals("", store.trouble(), "told once");
        Files.delete(occupied);
        store.add(scaled(opened, 9), BEGIN, STEP);
        assertEquals(NetworkStore.IN_MEMORY, store.inMemory(), "once there is room, they go");
        store.close();
    }

    /** Fails at the first, second, third … step of writing a checkpoint, until none fails any more. */
    @Test
    void whereverTheDiskIsFullTheNetworkStaysInMemoryAndTheNextOneFindsRoom() throws IOException, Refused {
        Network opened = TinyNetworks.dense();
        int failing = 0;
        int failures = 0;
        do {
            FailingDisk disk = new FailingDisk(++failing);
            NetworkStore store = new NetworkStore(opened, new CheckpointFolder(folder, disk));
            List<Weights> all = new ArrayList<>();
            for (int i = 0; i <= NetworkStore.IN_MEMORY; i++) {
                all.add(store.add(scaled(opened, 2 + i), BEGIN, STEP));
            }
            if (disk.steps() >= failing) {
                failures++;
                assertEquals(NetworkStore.IN_MEMORY + 1, store.inMemory());
                String sentence = store.trouble();
                assertTrue(sentence.contains("No space left on device"), sentence);
                assertEquals(0, files(), "nothing half written stays");
                all.add(store.add(scaled(opened, 9), BEGIN, STEP));
            }
            assertEquals(NetworkStore.IN_MEMORY, store.inMemory());
            for (int i = 0; i <= NetworkStore.IN_MEMORY; i++) {
                assertArrayEquals(answers(scaled(opened, 2 + i)), answers(store.get(all.get(i))));
            }
            store.close();
        } while (failures == failing);
        assertTrue(failures >= 4, "it can fail at creating, writing, forcing and moving: " + failures);
    }

    @Test
    void aFileThatIsGoneIsRefused() throws IOException, Refused {
        Network opened = TinyNetworks.dense();
        NetworkStore store = new NetworkStore(opened, new CheckpointFolder(folder));
        Weights first = store.add(scaled(opened, 2), BEGIN, STEP);
        for (int i = 0; i < NetworkStore.IN_MEMORY; i++) {
            store.add(scaled(opened, 3), BEGIN, STEP);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertEquals(
                "model.missing",
                assertThrows(Refused.class, () -> store.get(first)).key());
        store.close();
    }

    @Test
    void whatEndedProgramsLeftIsSwept() throws IOException {
        // The largest number of a process that Linux gives is 2²².
        Path dead = Files.createDirectories(folder.resolve("99999999-3f"));
        Files.writeString(dead.resolve("1.zip"), "left");
        Path alive =
                Files.createDirectories(folder.resolve(ProcessHandle.current().pid() + "-3f"));
        Path foreign = Files.createDirectories(folder.resolve("notes-from-2026"));
        new CheckpointFolder(folder).sweep();
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(alive) && Files.exists(foreign));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatComesBackIsStillStoredLikeTheOpenedFile() throws Refused {
        Network opened = ModelSource.named("lenet-300-100").read(new Shape(28, 28, 1));
        NetworkStore store = new NetworkStore(opened, new CheckpointFolder(folder));
        List<Weights> all = new ArrayList<>();
        for (int i = 0; i <= NetworkStore.IN_MEMORY; i++) {
            all.add(store.add(scaled(opened, 1.5), BEGIN, STEP));
        }
        assertEquals(64, opened.form().sha256().length());
        assertSame(opened.form(), store.get(all.get(0)).form(), "from its checkpoint");
    }

    private static Network scaled(Network network, double factor) throws Refused {
        ComputationGraph copy = network.copyOfEngine();
        copy.params().muli(factor);
        return network.as(copy);
    }

    private static float[] answers(Network network) {
        SplittableRandom random = new SplittableRandom(4);
        float[] images = new float[8 * network.graph().inputShape().values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        try (ForwardPass pass = ForwardPass.of(network, 8)) {
            pass.silence(PruningMask.NONE);
            float[] scores = new float[8 * pass.classes()];
            pass.run(images, 8, scores);
            return scores;
        }
    }
}
