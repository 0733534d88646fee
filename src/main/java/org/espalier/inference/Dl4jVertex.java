package org.espalier.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.espalier.network.Layer;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of DL4J's layers or vertices on a lane, with its preprocessor.
 *
 * <p>A vertex keeps what it reads while it runs, so each lane has one of its own; they share the network's
 * parameters, which running does not change.
 */
final class Dl4jVertex implements Bound {

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final GraphVertex vertex;
    private final List<ForeignInput> inputs = new ArrayList<>();
    private final Cell output;
    private final Slot writes;
    private final int batch;
    private final Layout layout;
    private final LayerWorkspaceMgr workspaces = workspaces();

    Dl4jVertex(Network network, Layer.Opaque layer, Lane lane, List<Slot> reads, Slot writes) {
        this.vertex = copy(network, layer.name(), lane.batch());
        this.output = lane.cell(writes);
        this.writes = writes;
        this.batch = lane.batch();
        for (int i = 0; i < reads.size(); i++) {
            Slot slot = reads.get(i);
            inputs.add(new ForeignInput(
                    lane.cell(slot), slot, network.layoutBehind(layer.inputs().get(i)), lane.batch()));
        }
        this.layout = network.layoutBehind(layer.name());
    }

    /** All that a vertex makes is taken from workspaces of the thread: it would be garbage in native memory. */
    private static LayerWorkspaceMgr workspaces() {
        LayerWorkspaceMgr.Builder builder = LayerWorkspaceMgr.builder();
        for (ArrayType type : ArrayType.values()) {
            boolean loops = type == ArrayType.RNN_FF_LOOP_WORKING_MEM || type == ArrayType.RNN_BP_LOOP_WORKING_MEM;
            builder.with(type, loops ? "espalier-loop" : "espalier-vertex", WORKSPACE);
        }
        return builder.build();
    }

    private static GraphVertex copy(Network network, String name, int images) {
        ComputationGraphConfiguration configuration = network.engine().getConfiguration();
        GraphVertex original = network.engine().getVertex(name);
        // Preprocessors ask the graph around them how many images are run.
        ComputationGraph around = new ComputationGraph(configuration);
        around.setInput(0, Nd4j.create(DataType.FLOAT, images, 1));
        org.deeplearning4j.nn.conf.graph.GraphVertex configured =
                Objects.requireNonNull(configuration.getVertices().get(name), name);
        // Instantiating writes into the configuration of layers; that of a merge forgets its dimension when copied.
        GraphVertex copy = (configured instanceof LayerVertex ? configured.clone() : configured)
                .instantiate(around, name, original.getVertexIndex(), original.params(), false, DataType.FLOAT);
        copy.setInputVertices(original.getInputVertices());
        if (copy.hasLayer()) {
            copy.getLayer().setInputMiniBatchSize(images);
        }
        return copy;
    }

    @Override
    public void run() {
        MemoryWorkspace working = workspaces.notifyScopeEntered(ArrayType.FF_WORKING_MEM);
        try {
            for (int i = 0; i < inputs.size(); i++) {
                vertex.setInput(i, inputs.get(i).load(), workspaces);
            }
            take(vertex.doForward(false, workspaces));
            vertex.clear();
        } finally {
            working.close();
        }
    }

    private void take(INDArray result) {
        INDArray mine = output.array();
        if (result.length() != mine.length() || result.size(0) != batch) {
            throw new IllegalStateException(vertex.getVertexName() + " answers " + Arrays.toString(result.shape())
                    + " where " + Arrays.toString(mine.shape()) + " was expected");
        }
        Shape shape = writes.shape();
        INDArray images = result;
        if (shape.positions() > 1 && layout != Layout.CHANNELS_LAST) {
            images = result.reshape('c', batch, shape.channels(), shape.height(), shape.width())
                    .permute(0, 2, 3, 1);
        }
        mine.assign(shape.positions() > 1 ? images : images.reshape('c', mine.shape()));
    }

    @Override
    public void close() {
        inputs.forEach(ForeignInput::close);
    }
}
