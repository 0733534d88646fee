package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Stripes;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

class DistillationTest {

    private static final int BATCH = TinyTraining.BATCH;

    private final Workers workers = new Workers(2);

    @AfterEach
    void stop() {
        workers.close();
    }

    /**
     * A network that answers the same to each image, since it has nothing but a bias: logits ln 1, ln 2, ln 5 are the
     * probabilities ⅛, ¼, ⅝. A teacher of ¼, ¼, ½ at T = 2 has √¼ : √¼ : √½, the network √1 : √2 : √5.
     */
    @Test
    void theLossIsTheMixThatWasWrittenDown() throws Refused {
        Network network = answering(Math.log(1), Math.log(2), Math.log(5));
        Distillation how = new Distillation(2, 0.3);
        double teacherSum = Math.sqrt(0.25) + Math.sqrt(0.25) + Math.sqrt(0.5);
        double[] wanted = {Math.sqrt(0.25) / teacherSum, Math.sqrt(0.25) / teacherSum, Math.sqrt(0.5) / teacherSum};
        double ownSum = 1 + Math.sqrt(2) + Math.sqrt(5);
        double[] own = {1 / ownSum, Math.sqrt(2) / ownSum, Math.sqrt(5) / ownSum};
        double divergence = 0;
        for (int c = 0; c < 3; c++) {
            divergence += wanted[c] * Math.log(wanted[c] / own[c]);
        }
        double expected = 0.7 * -Math.log(0.25) + 0.3 * 4 * divergence;

        int[] labels = new int[BATCH];
        java.util.Arrays.fill(labels, 1);
        float[] soft = new float[BATCH * 3];
        for (int i = 0; i < soft.length; i++) {
            soft[i] = (float) wanted[i % 3];
        }
        try (TrainingPlan plan = TinyTraining.plan(network, PruningMask.NONE, new Optimiser.Sgd(0), workers)) {
            Batch batch = new Batch((from, to, target) -> {}, labels, BATCH, new SoftTargets(how, 3, soft));
            float[] gradient = plan.gradient(batch);
            float loss = loss(plan, batch);
            assertEquals(expected, loss, 1e-5);
            // Of the output's bias: 0.7·(p − y) + 0.3·2·(q − t).
            double[] hard = {0.125, 0.25 - 1, 0.625};
            Weight bias = WeightList.find(plan.learned().weights(), "output", "b");
            for (int c = 0; c < 3; c++) {
                assertEquals(0.7 * hard[c] + 0.3 * 2 * (own[c] - wanted[c]), gradient[(int) bias.offset() + c], 1e-5);
            }
        }
    }

    @Test
    void theGradientIsThatOfSmallDifferences() throws Refused {
        Network network = TinyNetworks.chain(CNN2DFormat.NHWC, Activation.TANH);
        float[] images = TinyTraining.images(network, 5);
        int each = network.graph().inputShape().values();
        SplittableRandom random = new SplittableRandom(2);
        for (Distillation how :
                List.of(new Distillation(4, 0.5), new Distillation(0.5, 0.9), new Distillation(20, 1))) {
            Batch batch = new Batch(
                    (from, to, target) -> System.arraycopy(images, from * each, target, 0, (to - from) * each),
                    TinyTraining.labels(network),
                    BATCH,
                    new SoftTargets(how, 3, random(random, BATCH, 3)));
            try (TrainingPlan plan = TinyTraining.plan(network, PruningMask.NONE, new Optimiser.Sgd(0), workers)) {
                float[] gradient = plan.gradient(batch);
                float[] values = plan.learned().copy();
                for (int trial = 0; trial < 40; trial++) {
                    int i = random.nextInt(values.length);
                    double up = lossWith(plan, batch, values, i, 5e-3f);
                    double down = lossWith(plan, batch, values, i, -5e-3f);
                    assertEquals((up - down) / 1e-2, gradient[i], 3e-3, how + ", parameter " + i);
                }
            }
        }
    }

    @Test
    void withoutWeightItIsTheCrossEntropy() throws Refused {
        Network network = TinyNetworks.dense();
        float[] images = TinyTraining.images(network, 5);
        int each = network.graph().inputShape().values();
        BatchSource source = (from, to, target) -> System.arraycopy(images, from * each, target, 0, (to - from) * each);
        int[] labels = TinyTraining.labels(network);
        SoftTargets nobody = new SoftTargets(new Distillation(3, 0), 3, random(new SplittableRandom(1), BATCH, 3));
        try (TrainingPlan plan = TinyTraining.plan(network, PruningMask.NONE, new Optimiser.Sgd(0), workers)) {
            assertArrayEquals(
                    plan.gradient(source, labels, BATCH),
                    plan.gradient(new Batch(source, labels, BATCH, nobody)),
                    1e-7f);
        }
    }

    /** A teacher's ¼, ¼, ½ at a temperature of ½ are squared: 1/16, 1/16, 1/4 of 6/16. */
    @Test
    void softTargetsAreTheTeachersProbabilitiesAtTheTemperature() throws JobCancelled {
        Examples examples = Stripes.of(30);
        Network teacher = answering(Math.log(1), Math.log(1), Math.log(2));
        SoftTargets cold = SoftTargets.of(teacher, examples, new Distillation(0.5, 0.5), workers, Progress.NONE);
        int[] order = {29, 3};
        for (SoftTargets targets : List.of(cold, cold.at(order, 0, 2))) {
            assertEquals(1 / 6.0, targets.probability(1, 0), 1e-6);
            assertEquals(1 / 6.0, targets.probability(1, 1), 1e-6);
            assertEquals(4 / 6.0, targets.probability(1, 2), 1e-6);
        }
        Distillation coldest = new Distillation(Distillation.LOWEST_TEMPERATURE, 0.5);
        assertEquals(
                1,
                SoftTargets.of(teacher, examples, coldest, workers, Progress.NONE)
                        .probability(1, 2),
                1e-6);
    }

    @Test
    void targetsGoWithTheirImages() throws JobCancelled {
        Examples examples = Stripes.of(30);
        Network teacher = TinyNetworks.undecided();
        SoftTargets all = SoftTargets.of(teacher, examples, new Distillation(1, 0.5), workers, Progress.NONE);
        float[] answers = new float[3];
        for (int image : new int[] {0, 7, 29}) {
            float[] pixels = new float[12];
            examples.copyTo(new int[] {image}, 0, 1, pixels);
            answers = teacher.engine()
                    .outputSingle(Nd4j.create(pixels, new long[] {1, 12}, 'c'))
                    .data()
                    .asFloat();
            for (int c = 0; c < 3; c++) {
                assertEquals(answers[c], all.probability(image, c), 1e-5);
            }
        }
        assertTrue(answers[0] != answers[1]);
    }

    /** With the teacher alone, and no label right, a network comes to answer as the teacher does. */
    @Test
    void aNetworkLearnsFromItsTeacherAlone() throws Refused, JobCancelled {
        ImageShape shape = new ImageShape(8, 8, 1);
        Examples right = Stripes.shades(320, shape);
        Examples validation = Stripes.shades(60, shape);
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        FineTuning settings = new FineTuning(4, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
        Network teacher = new FineTuner(network, PruningMask.NONE, workers)
                .run(right, validation, settings, Progress.NONE, report -> {})
                .network();
        byte[] wrong = new byte[320];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = (byte) ((right.label(i) + 1) % 3);
        }
        Examples misled = Examples.of(shape, 3, pixelsOf(right), wrong);
        BitSet silenced = new BitSet();
        silenced.set(network.units().groupOf("conv2").units().get(1));
        FineTuner tuner = new FineTuner(network, PruningMask.ofUnits(silenced), workers, teacher);
        FineTuning taught =
                new FineTuning(4, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1, new Distillation(2, 1));
        List<Double> accuracies = new ArrayList<>();
        Tuned own = tuner.run(
                misled, validation, taught, Progress.NONE, report -> accuracies.add(report.validationAccuracy()));
        assertTrue(own.validationAccuracy() > 0.9, accuracies.toString());
        Tuned again = tuner.run(misled, validation, taught, Progress.NONE, report -> {});
        assertArrayEquals(own.network().weights("conv1"), again.network().weights("conv1"));
        Tuned untaught = tuner.run(misled, validation, settings, Progress.NONE, report -> {});
        assertTrue(untaught.validationAccuracy() < 0.6, "the labels mislead: " + untaught.validationAccuracy());
    }

    @Test
    void whatCannotBeIsRefused() throws Refused {
        assertEquals(new Distillation(4.5, 0.25), Distillation.read(" 4,5", "0.25 "));
        for (String bad : List.of("0", "-1", "0.009", "1001", "warm", "NaN", "")) {
            assertTrue(assertThrows(Refused.class, () -> Distillation.read(bad, "0.5"))
                    .sentence()
                    .contains("\"" + bad + "\""));
        }
        for (String bad : List.of("-0.1", "1.1", "half", "NaN")) {
            assertThrows(Refused.class, () -> Distillation.read("4", bad));
        }
        assertThrows(IllegalArgumentException.class, () -> new Distillation(Double.NaN, 0.5));
    }

    /** Dense layers whose answers are the same whatever they see. */
    private static Network answering(double... logits) {
        Network network = TinyNetworks.dense();
        network.engine().params().assign(0);
        network.engine().getLayer("output").getParam("b").assign(Nd4j.createFromArray(logits));
        return network;
    }

    private static float[] random(SplittableRandom random, int images, int classes) {
        float[] soft = new float[images * classes];
        for (int i = 0; i < images; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                soft[i * classes + c] = (float) random.nextDouble();
                sum += soft[i * classes + c];
            }
            for (int c = 0; c < classes; c++) {
                soft[i * classes + c] /= (float) sum;
            }
        }
        return soft;
    }

    private static byte[] pixelsOf(Examples examples) {
        int each = examples.shape().pixels();
        float[] scaled = new float[examples.size() * each];
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        examples.copyTo(order, 0, order.length, scaled);
        byte[] pixels = new byte[scaled.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(scaled[i] * 255);
        }
        return pixels;
    }

    private static double lossWith(TrainingPlan plan, Batch batch, float[] values, int place, float change) {
        float[] moved = values.clone();
        moved[place] += change;
        plan.learned().set(moved);
        return loss(plan, batch);
    }

    private static float loss(TrainingPlan plan, Batch batch) {
        try {
            return plan.step(batch, 0, Progress.NONE);
        } catch (JobCancelled never) {
            throw new AssertionError(never);
        }
    }
}
