package org.espalier.network;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** How a network lay in its file, so that what becomes of it is stored alike, and can say what it came from. */
public final class StoredForm {

    /** Of a network that comes from no file: a graph in single precision. */
    static final StoredForm NONE = new StoredForm(null, DataType.FLOAT, new Fingerprint("", 0), List.of());

    /**
     * What a file is recognised by.
     *
     * @param sha256 in hexadecimal digits; empty where there was no file
     */
    record Fingerprint(String sha256, long bytes) {}

    private final @Nullable MultiLayerConfiguration chain;
    private final DataType precision;
    private final Fingerprint file;
    private final List<String> leftOut;

    /**
     * @param chain the configuration where the file held a MultiLayerNetwork
     * @param precision of the weights in the file
     * @param leftOut entries of the file that were not opened
     */
    StoredForm(@Nullable MultiLayerConfiguration chain, DataType precision, Fingerprint file, List<String> leftOut) {
        this.chain = chain;
        this.precision = precision;
        this.file = file;
        this.leftOut = List.copyOf(leftOut);
    }

    /** The configuration of the MultiLayerNetwork that it was; null where it was a ComputationGraph. */
    @Nullable
    MultiLayerConfiguration chain() {
        return chain;
    }

    DataType precision() {
        return precision;
    }

    /** DL4J's name for what the file held. */
    public String kind() {
        return chain == null ? "ComputationGraph" : "MultiLayerNetwork";
    }

    /** The file's checksum, in hexadecimal digits; empty where there was no file. */
    public String sha256() {
        return file.sha256();
    }

    /** Size of the file; 0 where there was none. */
    public long bytes() {
        return file.bytes();
    }

    /** Names of entries of the file that were not opened, such as a normaliser or the optimiser's state. */
    public List<String> leftOut() {
        return leftOut;
    }
}
