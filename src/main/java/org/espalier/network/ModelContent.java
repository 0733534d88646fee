package org.espalier.network;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a model file will hold, in DL4J's format: the same network always gives the same bytes.
 *
 * @param json the configuration
 * @param weights all of them, in one row
 */
record ModelContent(String json, INDArray weights) {

    private static final LocalDateTime SAME_EVERY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** A network as it lay in its file: a chain where it was one, in the same precision unless that would change it. */
    static ModelContent of(Network network) {
        INDArray weights = inPrecision(network.engine().params(), network.form().precision());
        ComputationGraphConfiguration graph = network.copyOfConfiguration();
        graph.setDataType(weights.dataType());
        @Nullable MultiLayerConfiguration chain = network.form().chain();
        if (chain == null) {
            return new ModelContent(graph.toJson(), weights);
        }
        MultiLayerConfiguration same = ChainAsGraph.changed(chain, graph);
        same.setDataType(weights.dataType());
        return new ModelContent(same.toJson(), weights);
    }

    /** Weights that were trained on may need more digits than a half has. */
    private static INDArray inPrecision(INDArray weights, DataType precision) {
        if (precision == weights.dataType()) {
            return weights;
        }
        INDArray other = weights.castTo(precision);
        return Arrays.equals(values(other), values(weights)) ? other : weights;
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** The weights in single precision, in which networks run here. */
    float[] values() {
        return values(weights);
    }

    /** No file is larger than this: what cannot be compressed grows a little. */
    long mostBytes() {
        long weightBytes = weights.length() * weights.dataType().width();
        return weightBytes + weightBytes / 1000 + json.length() + (1 << 16);
    }

    /** Bytes that go through compression. */
    long bytes() {
        return weights.length() * weights.dataType().width() + json.length();
    }

    void writeTo(OutputStream file) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(file);
        zip.putNextEntry(entry(ModelArchive.CONFIGURATION));
        zip.write(json.getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(entry(ModelArchive.COEFFICIENTS));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
        Nd4j.write(weights, out);
        out.flush();
        zip.finish();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(SAME_EVERY_TIME);
        return entry;
    }
}
