package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.data.DataSet;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.network.Disk;
import org.espalier.network.FailingDisk;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Pick;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Surgeon;
import org.espalier.text.CheckFailed;
import org.espalier.text.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** On the residual network: conv1 (4 filters) is coupled with conv3; conv2 has 3, conv4 5, output 3 units. */
class ExportTest {

    private static final DataSet DATA = DrawnExamples.set("drawn", new ImageShape(8, 8, 1));
    private static final PruningPlan PLAN = PruningPlan.keepAll(Granularity.UNITS, Criterion.L2, 5)
            .withShare("conv1", 0.5)
            .withShare("conv4", 0.4);

    @TempDir
    private Path folder;

    private ModelSource source = new ModelSource.Demo("none");
    private Path out = Path.of("");

    @BeforeEach
    void save() throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        source = new ModelSource.File(model);
        out = folder.resolve("small.zip");
    }

    private Experiment opened() throws Refused {
        return Experiment.open(source, DATA, new EngineSettings(1, 1 << 20));
    }

    private Export.Request request(Experiment experiment, PruningPlan plan) {
        PruningMask mask = plan.select(experiment.network(), experiment.scores(plan.granularity(), plan.criterion()));
        return new Export.Request(plan, mask, new ExportTarget(out, true), 50);
    }

    @Test
    void whatIsWrittenAnswersInPlainDeeplearning4jAsInTheProgram() throws Exception {
        Examples images = DATA.examples(Split.VALIDATION);
        float[] pixels = new float[60 * 64];
        images.copyTo(IntStream.range(0, 60).toArray(), 0, 60, pixels);
        float[] scores = new float[60 * 3];
        try (Experiment experiment = opened()) {
            Export.Request request = request(experiment, PLAN);
            Exported exported = Export.write(experiment, request, Progress.NONE);
            assertEquals(out, exported.file());
            assertEquals(Files.size(out), exported.bytes());
            assertTrue(exported.proof().holds());
            assertEquals(50, exported.proof().images());
            try (ForwardPass masked = ForwardPass.of(experiment.network(), 60)) {
                masked.silence(request.mask());
                masked.run(pixels, 60, scores);
            }
        }
        ComputationGraph plain = ModelSerializer.restoreComputationGraph(out.toFile());
        INDArray input = Nd4j.create(pixels, new long[] {60, 1, 8, 8}, 'c');
        assertArrayEquals(scores, plain.outputSingle(input).dup('c').data().asFloat(), 1e-5f);
        assertEquals(DataType.FLOAT, plain.params().dataType());
    }

    @Test
    void theFileBesideSaysWhatWasDone() throws Exception {
        try (Experiment experiment = opened()) {
            Exported exported = Export.write(experiment, request(experiment, PLAN), Progress.NONE);
            assertEquals(folder.resolve("small.json"), exported.sideFile());
            Map<String, Object> facts = facts();
            assertEquals("espalier-export-1", facts.get("format"));
            assertEquals(ProgramVersion.NAME, facts.get("program"));
            assertFalse(Instant.parse((String) facts.get("written")).isAfter(Instant.now()));
            Map<?, ?> model = map(facts, "model");
            assertEquals("small.zip", model.get("file"));
            assertEquals(sha256(out), model.get("sha256"));
            assertEquals(
                    new ModelSource.File(out)
                            .read(experiment.network().graph().inputShape())
                            .parameters(),
                    ((Number) model.get("parameters")).longValue());
            Map<?, ?> from = map(facts, "source");
            assertEquals("residual.zip", from.get("name"));
            assertEquals(sha256(folder.resolve("residual.zip")), from.get("sha256"));
            assertEquals(experiment.network().parameters(), ((Number) from.get("parameters")).longValue());
            assertEquals(
                    Map.of(
                            "granularity",
                            "units",
                            "criterion",
                            "l2",
                            "seed",
                            5,
                            "shares",
                            Map.of("conv1", 0.5, "conv4", 0.4),
                            "keptMultipleOf",
                            1,
                            "keptAtLeast",
                            1,
                            "removedByHand",
                            Map.of(),
                            "keptByHand",
                            Map.of()),
                    map(facts, "pruning"));
            Map<?, ?> kept = map(facts, "keptUnits");
            assertEquals(List.of("conv1", "conv2", "conv3", "conv4", "output"), List.copyOf(kept.keySet()));
            assertEquals(kept.get("conv1"), kept.get("conv3"), "they are coupled");
            assertEquals(Map.of("of", 3, "kept", 3, "places", List.of(0, 1, 2)), kept.get("conv2"));
            assertEquals(3, ((Map<?, ?>) kept.get("conv4")).get("kept"));
            Map<?, ?> accuracy = map(facts, "accuracy");
            assertEquals(60, accuracy.get("images"));
            assertEquals("validation", accuracy.get("split"));
            assertEquals(exported.evaluation().accuracy(), ((Map<?, ?>) accuracy.get("after")).get("value"));
            Map<?, ?> proof = map(facts, "proof");
            assertEquals(50, proof.get("images"));
            assertEquals(
                    exported.proof().largest().absolute(), ((Number) proof.get("largestDifference")).doubleValue());
        }
    }

    /** Of conv4's five filters 1 and 3 go by hand; of conv2's three, the hand keeps the one that the ranking would take. */
    @Test
    void whatTheHandDecidedIsCutAndWrittenDown() throws Exception {
        try (Experiment experiment = opened()) {
            int least = experiment
                    .scores(Granularity.UNITS, Criterion.L1)
                    .of("conv2")
                    .at(0);
            SessionState state = picked(experiment, experiment.opened(), "conv4", Pick.REMOVED, 1, 3);
            state = picked(experiment, state, "conv2", Pick.KEPT, least);
            state = experiment.pruned(state, state.plan().withShare("conv2", 0.34));
            Export.Request request =
                    new Export.Request(state.plan(), state.mask(), state.weights(), new ExportTarget(out, true), 50);
            Exported exported = Export.write(experiment, request, Progress.NONE);
            assertTrue(exported.proof().holds());
            Map<?, ?> pruning = map(facts(), "pruning");
            assertEquals(Map.of("conv4", List.of(1, 3)), pruning.get("removedByHand"));
            assertEquals(Map.of("conv2", List.of(least)), pruning.get("keptByHand"));
            Map<?, ?> kept = map(facts(), "keptUnits");
            assertEquals(Map.of("of", 5, "kept", 3, "places", List.of(0, 2, 4)), kept.get("conv4"));
            Map<?, ?> conv2 = (Map<?, ?>) kept.get("conv2");
            assertEquals(2, conv2.get("kept"));
            assertTrue(((List<?>) conv2.get("places")).contains(least), conv2::toString);
            float[] before = experiment.network().values("conv4", "b");
            assertArrayEquals(
                    new float[] {before[0], before[2], before[4]},
                    new ModelSource.File(out)
                            .read(experiment.network().graph().inputShape())
                            .values("conv4", "b"));
        }
    }

    private static SessionState picked(
            Experiment experiment, SessionState from, String layer, Pick pick, int... channels) throws Refused {
        BitSet units = new BitSet();
        for (int channel : channels) {
            units.set(channel);
        }
        return experiment.picked(
                from, new Step.Picked(experiment.network().graph().layer(layer), units, pick));
    }

    /** As if the program had been ended between the two names: the side file is renamed first. */
    @Test
    void aSideFileOfAnotherModelIsToldWhenTheModelIsOpened() throws Exception {
        try (Experiment experiment = opened()) {
            Export.write(experiment, request(experiment, PLAN), Progress.NONE);
            byte[] old = Files.readAllBytes(out);
            source = new ModelSource.File(out);
            try (Experiment whole = opened()) {
                assertEquals(List.of(), whole.doubts());
            }
            Export.write(experiment, request(experiment, PLAN.withShare("conv4", 0.6)), Progress.NONE);
            Files.write(out, old);
            try (Experiment torn = opened()) {
                assertTrue(
                        torn.doubts().get(0).startsWith("small.json tells of another file than small.zip"),
                        torn.doubts()::toString);
            }
            Files.writeString(folder.resolve("small.json"), "{\"model\": 3}");
            assertEquals("", ExportTarget.doubt(out, "0"), "a file of somebody else");
        }
    }

    @Test
    void whatAnEarlierExportLeftIsSweptAndNothingElse() throws Exception {
        String uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
        Path left = Files.writeString(folder.resolve(".other.zip." + uuid + ".tmp"), "left");
        Path side = Files.writeString(folder.resolve(".other.json." + uuid + ".tmp"), "left");
        Path mine = Files.writeString(folder.resolve(".notes." + uuid + ".tmp"), "mine");
        Path young = Files.writeString(folder.resolve(".young.zip." + uuid + ".tmp"), "is being written");
        for (Path file : List.of(left, side, mine)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        try (Experiment experiment = opened()) {
            Export.write(experiment, request(experiment, PLAN), Progress.NONE);
        }
        assertTrue(Files.exists(mine) && Files.exists(young));
        assertFalse(Files.exists(left) || Files.exists(side));
    }

    @Test
    void singleWeightsAreZeroInTheFileAndCountedBesideIt() throws Exception {
        PruningPlan half =
                PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, 1).withShare("conv4", 0.5);
        try (Experiment experiment = opened()) {
            Export.write(experiment, request(experiment, half), Progress.NONE);
            Network written =
                    new ModelSource.File(out).read(experiment.network().graph().inputShape());
            BitSet zeros = new BitSet();
            float[] weights = written.weights("conv4");
            for (int i = 0; i < weights.length; i++) {
                zeros.set(i, weights[i] == 0);
            }
            assertEquals(90, zeros.cardinality(), "half of 5 · 4 · 3 · 3");
            Map<?, ?> zeroed = map(facts(), "zeroedWeights");
            assertEquals(Set.of("conv4"), zeroed.keySet());
            Map<?, ?> told = (Map<?, ?>) zeroed.get("conv4");
            assertEquals(90, told.get("zeroed"));
            assertEquals(180, told.get("of"));
            byte[] places = Base64.getDecoder().decode(String.valueOf(told.get("places")));
            assertEquals(23, places.length, "180 bits, and 4 that mean nothing");
            assertEquals(zeros, BitSet.valueOf(places), "where the written file has its zeros");
            assertEquals(experiment.network().parameters(), written.parameters());
        }
    }

    @Test
    void whateverStepOfTheDiskFailsTheOldFilesStay() throws Exception {
        try (Experiment experiment = opened()) {
            Export.Request request = request(experiment, PLAN);
            Network cut = Surgeon.cut(experiment.network(), request.mask());
            FailingDisk counting = new FailingDisk(-1);
            new Export(experiment, request, counting).write(cut, Progress.NONE);
            byte[] model = Files.readAllBytes(out);
            byte[] side = Files.readAllBytes(request.target().sideFile());
            assertTrue(counting.steps() > 10, () -> counting.steps() + " steps");
            for (int step = 1; step <= counting.steps(); step++) {
                Export failing = new Export(experiment, request, new FailingDisk(step));
                Refused refused = assertThrows(Refused.class, () -> failing.write(cut, Progress.NONE));
                assertEquals("model.cannotWrite", refused.key());
                assertArrayEquals(model, Files.readAllBytes(out));
                assertArrayEquals(side, Files.readAllBytes(request.target().sideFile()));
                assertEquals(List.of("residual.zip", "small.json", "small.zip"), names());
            }
        }
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsWritten() throws Exception {
        Disk full = new Disk() {
            @Override
            public long room(Path place) {
                return 1_000;
            }
        };
        try (Experiment experiment = opened()) {
            Export.Request request = request(experiment, PLAN);
            Network cut = Surgeon.cut(experiment.network(), request.mask());
            Refused refused =
                    assertThrows(Refused.class, () -> new Export(experiment, request, full).write(cut, Progress.NONE));
            assertEquals("model.noRoom", refused.key());
            Refused before = assertThrows(Refused.class, () -> new Export(experiment, request, full).check(cut));
            assertEquals(refused.sentence(), before.sentence(), "the same, before anything is trained");
            assertEquals(List.of("residual.zip"), names());
        }
    }

    /** Each step of writing a file that is empty yet; what is there stays. */
    @Test
    void aPlaceIsTriedBeforeLongWorkAndLeftAsItWas() throws Exception {
        try (Experiment experiment = opened()) {
            Export.Request request = request(experiment, PLAN);
            Network cut = Surgeon.cut(experiment.network(), request.mask());
            FailingDisk counting = new FailingDisk(-1);
            new Export(experiment, request, counting).check(cut);
            assertEquals(List.of("residual.zip"), names());
            assertEquals(4, counting.steps(), "made and forced, model and side file");
            for (int step = 1; step <= counting.steps(); step++) {
                Export failing = new Export(experiment, request, new FailingDisk(step));
                assertEquals(
                        "model.cannotWrite",
                        assertThrows(Refused.class, () -> failing.check(cut)).key());
                assertEquals(List.of("residual.zip"), names());
            }
        }
    }

    @Test
    void aNetworkThatAnswersOtherwiseIsNotWritten() throws Exception {
        Files.writeString(out, "old");
        try (Experiment experiment = opened()) {
            Export.Request request = request(experiment, PLAN);
            Network cut = Surgeon.cut(experiment.network(), request.mask());
            INDArray bias = cut.engine().getLayer("conv2").getParam("b");
            bias.putScalar(2, bias.getFloat(2) + 1);
            Refused refused = assertThrows(
                    Refused.class, () -> new Export(experiment, request, Disk.SYSTEM).write(cut, Progress.NONE));
            assertEquals("session.export.differs", refused.key());
            assertInstanceOf(CheckFailed.class, refused, "the command line tells it from bad input");
            assertTrue(refused.getMessage().contains("first in conv2"), refused.getMessage());
            assertEquals("old", Files.readString(out));
            assertEquals(List.of("residual.zip", "small.zip"), names());
        }
    }

    @Test
    void cancelledAtAnyMomentItLeavesNothing() throws Exception {
        try (Experiment experiment = opened()) {
            Export.Request request = request(experiment, PLAN);
            int[] reports = {0};
            Export.write(experiment, request, Progress.NONE);
            // From the second time on the dense network is known.
            Export.write(experiment, request, (done, total) -> reports[0]++);
            Files.delete(out);
            Files.delete(request.target().sideFile());
            assertTrue(reports[0] > 3, () -> reports[0] + " reports");
            for (int moment = 1; moment <= reports[0]; moment++) {
                int[] left = {moment};
                assertThrows(
                        JobCancelled.class,
                        () -> Export.write(experiment, request, (done, total) -> {
                            if (--left[0] == 0) {
                                throw new JobCancelled();
                            }
                        }));
                assertEquals(List.of("residual.zip"), names(), "moment " + moment);
            }
        }
    }

    private Map<String, Object> facts() throws IOException {
        return JSON.std.mapFrom(Files.readString(folder.resolve("small.json")));
    }

    private static Map<?, ?> map(Map<String, Object> facts, String name) {
        return (Map<?, ?>) facts.get(name);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
