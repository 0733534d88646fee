package org.espalier;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The package map, as rules that can fail.
 *
 * @param root the package that holds the map: ours, or the one where the tests keep violations of it
 */
record ArchitectureRules(String root) {

    private static final List<String> PACKAGES = List.of(
            "text", "job", "network", "data", "inference", "pruning", "training", "measure", "session", "cli", "ui");
    private static final String[] BELOW_THE_ENGINE = {"network", "data", "inference", "job", "text"};

    private static final Set<String> NETWORKS = Set.of(
            "org.deeplearning4j.nn.multilayer.MultiLayerNetwork", "org.deeplearning4j.nn.graph.ComputationGraph");

    /** Every rule under its name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("every class is on the map", everyClassIsOnTheMap());
        rules.put("packages point one way", packagesPointOneWay());
        rules.put("no cycles", noCycles());
        rules.put("pruning, training and measure do not know each other", engineParts());
        rules.put("only the window knows the screen", onlyUiKnowsTheScreen());
        rules.put("the start knows JavaFX only", theStartKnowsJavaFxOnly());
        rules.put("only the engine knows DL4J", onlyTheEngineKnowsDl4j());
        rules.put("features of the window do not know each other", featuresDoNotKnowEachOther());
        rules.put("one bridge to the JavaFX thread", oneBridgeToTheJavaFxThread());
        rules.put("one place starts threads", onePlaceStartsThreads());
        rules.put("strangers' models are read by our reader", modelsAreReadByOurReader());
        rules.put("nothing is deserialised", nothingIsDeserialised());
        rules.put("data sets are read by our reader", dataSetsAreReadByOurReader());
        rules.put("networks do not run through DL4J's iterators", noIterators());
        rules.put("only the start ends the program", onlyTheStartEndsTheProgram());
        return rules;
    }

    private ArchRule everyClassIsOnTheMap() {
        String[] onTheMap = Stream.concat(Stream.of(root), PACKAGES.stream().map(name -> root + "." + name + ".."))
                .toArray(String[]::new);
        return classes()
                .should()
                .resideInAnyPackage(onTheMap)
                .because("a new package is a decision: find the package whose responsibility this is,"
                        + " or extend the map here and write src/decisions/NNNN-title.md");
    }

    private ArchRule packagesPointOneWay() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("app")
                .definedBy(root)
                .layer("text")
                .definedBy(in("text"))
                .layer("job")
                .definedBy(in("job"))
                .layer("network")
                .definedBy(in("network"))
                .layer("data")
                .definedBy(in("data"))
                .layer("inference")
                .definedBy(in("inference"))
                .layer("pruning")
                .definedBy(in("pruning"))
                .layer("training")
                .definedBy(in("training"))
                .layer("measure")
                .definedBy(in("measure"))
                .layer("session")
                .definedBy(in("session"))
                .layer("ui")
                .definedBy(in("ui"))
                .layer("cli")
                .definedBy(in("cli"))
                .whereLayer("text")
                .mayNotAccessAnyLayer()
                .whereLayer("job")
                .mayOnlyAccessLayers("text")
                .whereLayer("network")
                .mayOnlyAccessLayers("job", "text")
                .whereLayer("data")
                .mayOnlyAccessLayers("job", "text")
                .whereLayer("inference")
                .mayOnlyAccessLayers("network", "data", "job", "text")
                .whereLayer("pruning")
                .mayOnlyAccessLayers(BELOW_THE_ENGINE)
                .whereLayer("training")
                .mayOnlyAccessLayers(BELOW_THE_ENGINE)
                .whereLayer("measure")
                .mayOnlyAccessLayers(BELOW_THE_ENGINE)
                .whereLayer("session")
                .mayOnlyAccessLayers("network", "data", "pruning", "training", "measure", "job", "text")
                .whereLayer("ui")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .because("packages point one way: ui, cli > session > pruning, training, measure > inference"
                        + " > network, data > job > text; move the class down to where both may use it,"
                        + " or hand the lower package an interface or a value");
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one package or three: put what both need below them");
    }

    private ArchRule engineParts() {
        return slices().matching(root + ".(*)..")
                .that(describe(
                        "pruning, training and measure",
                        slice -> Set.of("pruning", "training", "measure").contains(slice.getNamePart(1))))
                .should()
                .notDependOnEachOther()
                .because("the session joins pruning, training and measure; what two of them need belongs below them,"
                        + " in inference, network or data");
    }

    private ArchRule onlyUiKnowsTheScreen() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(in("ui"), root)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "org.controlsfx..", "org.jfree..", "java.awt..", "javax.swing..")
                .because("everything but the window runs and is tested without a screen;"
                        + " return plain values and let ui draw them");
    }

    private ArchRule theStartKnowsJavaFxOnly() {
        return noClasses()
                .that()
                .resideInAPackage(root)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.controlsfx..", "org.jfree..", "java.awt..", "javax.swing..")
                .because("the start only wires and shows; build what is shown in ui.shell");
    }

    private ArchRule onlyTheEngineKnowsDl4j() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(
                        in("network"), in("inference"), in("data"), in("pruning"), in("training"), in("measure"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.datavec..", "org.bytedeco..")
                .because("arrays and models stay in the engine packages;"
                        + " give session, cli and ui a record of plain numbers instead");
    }

    private ArchRule featuresDoNotKnowEachOther() {
        return slices().matching(root + ".ui.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage(in("ui.shell")), alwaysTrue())
                .ignoreDependency(alwaysTrue(), resideInAPackage(in("ui.style")))
                .because("features meet in the session: change it there and listen to it here;"
                        + " ui.shell composes features, ui.style serves them");
    }

    private ArchRule oneBridgeToTheJavaFxThread() {
        return noClasses()
                .that()
                .haveNameNotMatching(itself("ui.FxJobRunner"))
                .should()
                .accessTargetWhere(access(
                        "calls Platform.runLater",
                        access -> access.getTargetOwner().getName().equals("javafx.application.Platform")
                                && access.getTarget().getName().equals("runLater")))
                .because("ui.FxJobRunner alone brings results to the JavaFX thread: submit a Job and take its result,"
                        + " or take the executor that it hands out");
    }

    private ArchRule onePlaceStartsThreads() {
        return noClasses()
                .that()
                .haveNameNotMatching(itself("ui.FxJobRunner"))
                .and()
                .haveNameNotMatching(itself("job.Workers"))
                .and()
                // Its thread is how Java tells of a signal, and touches no network.
                .haveNameNotMatching(itself("cli.StopSignal"))
                .should()
                .accessTargetWhere(access("starts a thread", ArchitectureRules::startsThread))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javafx.concurrent.Service")
                .because(
                        "networks belong to one engine thread: submit a Job to the JobRunner"
                                + " (ui.FxJobRunner and job.Workers are the places that start threads, cli.StopSignal that of the system)");
    }

    private ArchRule modelsAreReadByOurReader() {
        return noClasses()
                .should()
                .accessTargetWhere(
                        access("reads a file with DL4J's or ND4J's own reader", ArchitectureRules::readsModel))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(ModelGuesser|KerasModelImport)")
                .because("those readers run code and allocate memory on a stranger's word;"
                        + " open model files through network.ModelFile, which checks before it believes");
    }

    private ArchRule nothingIsDeserialised() {
        return noClasses()
                .should()
                .accessTargetWhere(access(
                        "opens an object stream",
                        access -> access.getTargetOwner().isEquivalentTo(java.io.ObjectInputStream.class)
                                && access.getTarget().getName().equals("<init>")))
                .because("an object stream runs code that its writer chose; read JSON or our own binary format");
    }

    private ArchRule dataSetsAreReadByOurReader() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("MnistDataSetIterator")
                .because("it downloads, and it trusts what it finds; read data through data.DataSets");
    }

    private ArchRule noIterators() {
        return noClasses()
                .should()
                .accessTargetWhere(access("hands a network an iterator", ArchitectureRules::handsOverAnIterator))
                .because("DL4J prefetches on a thread of its own: it cannot be cancelled, and errors there hang it;"
                        + " loop over batches and report to Progress after each");
    }

    private ArchRule onlyTheStartEndsTheProgram() {
        return noClasses()
                .that()
                .haveNameNotMatching(itself("Espalier"))
                .should()
                .accessTargetWhere(access(
                        "ends the program",
                        access -> Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt")
                                .contains(access.getTargetOwner().getName() + "."
                                        + access.getTarget().getName())))
                .because("a program that ends inside a command cannot be tested or embedded:"
                        + " return an exit code, or throw Refused with a sentence for the user");
    }

    /** A class of the map and the classes inside it, as a pattern. */
    private String itself(String name) {
        return Pattern.quote(root + "." + name) + "(\\$.*)?";
    }

    private static boolean startsThread(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.Thread",
                    "java.util.Timer",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "java.util.concurrent.ScheduledThreadPoolExecutor",
                    "java.util.concurrent.ForkJoinPool" -> name.equals("<init>");
            case "java.util.concurrent.Executors" -> name.startsWith("new");
            case "java.util.concurrent.CompletableFuture" -> name.endsWith("Async") && !takes(access, "Executor");
            default ->
                name.equals("parallelStream") || (owner.startsWith("java.util.stream") && name.equals("parallel"));
        };
    }

    private static boolean readsModel(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        return switch (access.getTargetOwner().getName()) {
            case "org.deeplearning4j.util.ModelSerializer" -> name.startsWith("restore");
            case "org.nd4j.linalg.factory.Nd4j" -> name.startsWith("read") || name.startsWith("createFromNp");
            case "org.deeplearning4j.nn.multilayer.MultiLayerNetwork", "org.deeplearning4j.nn.graph.ComputationGraph" ->
                name.equals("load");
            default -> false;
        };
    }

    private static boolean handsOverAnIterator(JavaAccess<?> access) {
        return NETWORKS.contains(access.getTargetOwner().getName()) && takes(access, "DataSetIterator");
    }

    private static boolean takes(JavaAccess<?> access, String type) {
        return access.getTarget() instanceof CodeUnitAccessTarget call
                && call.getRawParameterTypes().stream()
                        .anyMatch(parameter -> parameter.getName().endsWith(type));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String description, Predicate<JavaAccess<?>> predicate) {
        return describe(description, predicate);
    }

    private String in(String name) {
        return root + "." + name + "..";
    }
}
