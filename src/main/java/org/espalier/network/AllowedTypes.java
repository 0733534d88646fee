package org.espalier.network;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * The classes that a configuration may name.
 *
 * <p>A configuration names its classes, and Jackson initialises whatever it finds under such a name. The list leaves
 * out what runs graphs or code of its own (SameDiff, TensorFlow, lambda layers), what carries arrays inside the
 * configuration, what takes no images, and what builds a graph as large as a file says (locally connected layers).
 */
final class AllowedTypes extends PolymorphicTypeValidator.Base {

    private static final long serialVersionUID = 1L;

    private static final Set<String> NAMES = Stream.of(
                    in("org.deeplearning4j.nn.conf.layers.", """
                            ActivationLayer AutoEncoder BatchNormalization CapsuleLayer CapsuleStrengthLayer
                            CenterLossOutputLayer Cnn3DLossLayer CnnLossLayer Convolution1D Convolution1DLayer
                            Convolution2D Convolution3D ConvolutionLayer Deconvolution2D Deconvolution3D DenseLayer
                            DepthwiseConvolution2D DropoutLayer EmbeddingLayer EmbeddingSequenceLayer
                            GlobalPoolingLayer GravesBidirectionalLSTM GravesLSTM LSTM
                            LocalResponseNormalization LossLayer OutputLayer
                            PReLULayer Pooling1D Pooling2D PrimaryCapsules RecurrentAttentionLayer RnnLossLayer
                            RnnOutputLayer SelfAttentionLayer SeparableConvolution2D SpaceToBatchLayer
                            SpaceToDepthLayer Subsampling1DLayer Subsampling3DLayer SubsamplingLayer Upsampling1D
                            Upsampling2D Upsampling3D ZeroPadding1DLayer ZeroPadding3DLayer ZeroPaddingLayer"""),
                    in("org.deeplearning4j.nn.conf.layers.convolutional.", "Cropping1D Cropping2D Cropping3D"),
                    in("org.deeplearning4j.nn.conf.layers.variational.", """
                            BernoulliReconstructionDistribution CompositeReconstructionDistribution
                            ExponentialReconstructionDistribution GaussianReconstructionDistribution
                            VariationalAutoencoder"""),
                    in("org.deeplearning4j.nn.conf.layers.misc.", """
                            ElementWiseMultiplicationLayer FrozenLayer FrozenLayerWithBackprop RepeatVector"""),
                    in("org.deeplearning4j.nn.conf.layers.recurrent.", """
                            Bidirectional LastTimeStep SimpleRnn TimeDistributed"""),
                    in("org.deeplearning4j.nn.conf.layers.util.", "MaskLayer MaskZeroLayer"),
                    in("org.deeplearning4j.nn.conf.graph.", """
                            ElementWiseVertex FrozenVertex L2NormalizeVertex L2Vertex LayerVertex MergeVertex
                            PoolHelperVertex PreprocessorVertex ReshapeVertex ScaleVertex ShiftVertex StackVertex
                            SubsetVertex UnstackVertex"""),
                    in("org.deeplearning4j.nn.conf.graph.rnn.", """
                            DuplicateToTimeSeriesVertex LastTimeStepVertex ReverseTimeSeriesVertex"""),
                    in("org.deeplearning4j.nn.conf.preprocessor.", """
                            Cnn3DToFeedForwardPreProcessor CnnToFeedForwardPreProcessor CnnToRnnPreProcessor
                            ComposableInputPreProcessor FeedForwardToCnn3DPreProcessor FeedForwardToCnnPreProcessor
                            FeedForwardToRnnPreProcessor RnnToCnnPreProcessor RnnToFeedForwardPreProcessor"""),
                    in("org.deeplearning4j.preprocessors.", "ReshapePreprocessor"),
                    in("org.espalier.network.", "KerasFlatten"),
                    in("org.deeplearning4j.nn.conf.inputs.", """
                            InputType$InputTypeConvolutional InputType$InputTypeConvolutional3D
                            InputType$InputTypeConvolutionalFlat InputType$InputTypeFeedForward InputType$InputTypeRecurrent"""),
                    in("org.deeplearning4j.nn.conf.constraint.", """
                            MaxNormConstraint MinMaxNormConstraint NonNegativeConstraint UnitNormConstraint"""),
                    in("org.deeplearning4j.nn.conf.distribution.", """
                            BinomialDistribution ConstantDistribution GaussianDistribution LogNormalDistribution
                            NormalDistribution OrthogonalDistribution TruncatedNormalDistribution
                            UniformDistribution"""),
                    in("org.deeplearning4j.nn.conf.dropout.", """
                            AlphaDropout Dropout GaussianDropout GaussianNoise SpatialDropout"""),
                    in("org.deeplearning4j.nn.conf.stepfunctions.", """
                            DefaultStepFunction GradientStepFunction NegativeDefaultStepFunction
                            NegativeGradientStepFunction"""),
                    in("org.deeplearning4j.nn.conf.weightnoise.", "DropConnect WeightNoise"),
                    in("org.deeplearning4j.nn.weights.", """
                            WeightInitConstant WeightInitDistribution WeightInitIdentity WeightInitLecunUniform
                            WeightInitNormal WeightInitRelu WeightInitReluUniform WeightInitSigmoidUniform
                            WeightInitUniform WeightInitVarScalingNormalFanAvg WeightInitVarScalingNormalFanIn
                            WeightInitVarScalingNormalFanOut WeightInitVarScalingUniformFanAvg
                            WeightInitVarScalingUniformFanIn WeightInitVarScalingUniformFanOut WeightInitXavier
                            WeightInitXavierLegacy WeightInitXavierUniform"""),
                    in("org.nd4j.linalg.activations.impl.", """
                            ActivationCube ActivationELU ActivationGELU ActivationHardSigmoid ActivationHardTanH
                            ActivationIdentity ActivationLReLU ActivationMish ActivationRReLU
                            ActivationRationalTanh ActivationReLU ActivationReLU6 ActivationRectifiedTanh
                            ActivationSELU ActivationSigmoid ActivationSoftPlus ActivationSoftSign
                            ActivationSoftmax ActivationSwish ActivationTanH ActivationThresholdedReLU"""),
                    in("org.nd4j.linalg.learning.config.", """
                            AMSGrad AdaBelief AdaDelta AdaGrad AdaMax Adam Nadam Nesterovs NoOp RmsProp Sgd"""),
                    in("org.nd4j.linalg.learning.regularization.", """
                            L1Regularization L2Regularization WeightDecay"""),
                    in("org.nd4j.linalg.lossfunctions.impl.", """
                            LossBinaryXENT LossCosineProximity LossFMeasure LossHinge LossKLD LossL1 LossL2 LossMAE
                            LossMAPE LossMCXENT LossMSE LossMSLE LossMultiLabel LossNegativeLogLikelihood
                            LossPoisson LossSparseMCXENT LossSquaredHinge LossWasserstein"""),
                    in("org.nd4j.linalg.schedule.", """
                            CycleSchedule ExponentialSchedule FixedSchedule InverseSchedule MapSchedule PolySchedule
                            RampSchedule SigmoidSchedule StepSchedule"""))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private AllowedTypes() {}

    static boolean contains(String className) {
        return NAMES.contains(className);
    }

    /** All of them; a test looks each one up. */
    static Set<String> names() {
        return NAMES;
    }

    /**
     * Makes DL4J's own mappers refuse every other class by name, before it is loaded: a second wall behind
     * {@link ConfigurationCheck}, for names in places that the check does not know.
     */
    static void install() {
        AllowedTypes wall = new AllowedTypes();
        JsonMappers.getMapper().setPolymorphicTypeValidator(wall);
        JsonMappers.getLegacyMapper().setPolymorphicTypeValidator(wall);
        JsonMappers.getMapperYaml().setPolymorphicTypeValidator(wall);
    }

    private static Stream<String> in(String packageName, String simpleNames) {
        return Arrays.stream(simpleNames.split("\\s+"))
                .filter(name -> !name.isEmpty())
                .map(packageName::concat);
    }

    @Override
    public Validity validateBaseType(MapperConfig<?> configuration, JavaType base) {
        return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> configuration, JavaType base, String name) {
        return contains(name) ? Validity.ALLOWED : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> configuration, JavaType base, JavaType type) {
        return Validity.DENIED;
    }
}
