package org.espalier.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Files that lie about layers whose parameters DL4J counts carelessly. */
class HostileKindsTest {

    @TempDir
    private Path folder;

    private byte[] file(InputType type, Layer... layers) throws Refused, IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.write(Stacked.layers(type, layers), file);
        return Files.readAllBytes(file);
    }

    private static byte[] edited(byte[] file, String from, String to) throws IOException {
        String json = new String(Zips.entry(Zips.entries(file), ModelArchive.CONFIGURATION), UTF_8);
        String changed = json.replaceFirst(from, to);
        assertFalse(changed.equals(json), () -> from + " is not in " + json);
        return Zips.with(Zips.entries(file), ModelArchive.CONFIGURATION, changed.getBytes(UTF_8));
    }

    private static ModelFile.Opened open(byte[] file) throws Refused {
        return ModelFile.read(new ByteArrayInputStream(file), "model");
    }

    private byte[] capsules() throws Refused, IOException {
        return file(
                InputType.convolutional(8, 7, 2),
                new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build(),
                new CapsuleLayer.Builder(3, 4, 2).build(),
                new CapsuleStrengthLayer.Builder().build(),
                new LossLayer.Builder(LossFunction.MSE).build());
    }

    /** 3 capsules of 4 values: whatever else the file tells, their shapes follow from that. */
    @Test
    void shapesThatAFileTellsForItsLayersAreNotBelieved() throws Refused, IOException {
        byte[] honest = capsules();
        String json = new String(Zips.entry(Zips.entries(honest), ModelArchive.CONFIGURATION), UTF_8);
        assertTrue(json.contains("\"layerParams\""), "DL4J writes them");
        byte[] lies =
                edited(honest, "\"weightParams\"\\s*:\\s*\\{", "\"weightParams\" : { \"more\" : [ 1, 1000000 ], ");

        ModelFile.Opened opened = open(lies);

        assertEquals(open(honest).graph().numParams(), opened.graph().numParams());
        Network.of("capsules", opened.graph(), new Shape(8, 7, 2));
    }

    /** Frozen once more than DL4J does it: what is inside is counted all the same. */
    @Test
    void freezingALayerTwiceHidesNothing() throws Refused, IOException {
        Layer capsules =
                new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build();
        byte[] honest = file(
                InputType.convolutional(8, 7, 2),
                new FrozenLayer(new FrozenLayer(capsules)),
                new CapsuleLayer.Builder(3, 4, 2).build(),
                new CapsuleStrengthLayer.Builder().build(),
                new LossLayer.Builder(LossFunction.MSE).build());
        byte[] lies =
                edited(honest, "\"weightParams\"\\s*:\\s*\\{", "\"weightParams\" : { \"more\" : [ 1, 1000000 ], ");
        assertEquals(open(honest).graph().numParams(), open(lies).graph().numParams());
    }

    @Test
    void capsulesWithoutValuesAreRefused() throws Refused, IOException {
        byte[] none = edited(capsules(), "\"capsuleDimensions\"\\s*:\\s*\\d+", "\"capsuleDimensions\" : 0");
        assertEquals(
                "model.badSize", assertThrows(Refused.class, () -> open(none)).key());
    }

    /** 2^24 · 2^24 · 2^21 weights are 2^69, which is 0 in 64 bits. */
    @Test
    void weightsOfVolumesAreCountedWithoutWrappingAround() throws Refused, IOException {
        byte[] file = file(
                InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 2, 8, 7, 1),
                new Convolution3D.Builder(2, 3, 3)
                        .nOut(3)
                        .dataFormat(Convolution3D.DataFormat.NCDHW)
                        .build(),
                new GlobalPoolingLayer(),
                output());
        byte[] large = edited(file, "\"kernelSize\"\\s*:\\s*\\[[^\\]]*\\]", "\"kernelSize\" : [ 128, 128, 128 ]");
        large = edited(large, "\"nin\"\\s*:\\s*1\\b", "\"nin\" : 16777216");
        byte[] largest = edited(large, "\"nout\"\\s*:\\s*3\\b", "\"nout\" : 16777216");
        assertEquals(
                "model.cannotBuild",
                assertThrows(Refused.class, () -> open(largest)).key());
    }

    /** DL4J counts them in 32 bits, where (2^24 + 1) · 2^14 weights of an encoder are 2^14. */
    @Test
    void weightsOfAutoencodersAreCountedWithoutWrappingAround() throws Refused, IOException {
        byte[] file = file(
                InputType.feedForward(112),
                new VariationalAutoencoder.Builder()
                        .nOut(5)
                        .encoderLayerSizes(8)
                        .decoderLayerSizes(6)
                        .build(),
                output());
        byte[] wide = edited(file, "\"encoderLayerSizes\"\\s*:\\s*\\[[^\\]]*\\]", "\"encoderLayerSizes\" : [ 16384 ]");
        byte[] wider = edited(wide, "\"nin\"\\s*:\\s*112", "\"nin\" : 16777216");
        assertEquals(
                "model.cannotBuild",
                assertThrows(Refused.class, () -> open(wider)).key());
        byte[] widest =
                edited(file, "\"encoderLayerSizes\"\\s*:\\s*\\[[^\\]]*\\]", "\"encoderLayerSizes\" : [ 1048576 ]");
        assertEquals(
                "model.badSize", assertThrows(Refused.class, () -> open(widest)).key());
    }

    @Test
    void inputsWithoutANameOrTwiceTheSameAreRefused() throws Refused, IOException {
        byte[] file = file(InputType.feedForward(12), output());
        for (String inputs : new String[] {"[ ]", "[ \"input\", \"input\" ]"}) {
            byte[] unclear = edited(file, "\"networkInputs\"\\s*:\\s*\\[[^\\]]*\\]", "\"networkInputs\" : " + inputs);
            assertThrows(Refused.class, () -> Network.of("model", open(unclear).graph(), new Shape(1, 12, 1)), inputs);
        }
    }

    private static Layer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
