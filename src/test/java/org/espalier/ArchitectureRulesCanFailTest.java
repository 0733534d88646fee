package org.espalier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is seen to fail: the classes under {@code violations} break one each. */
class ArchitectureRulesCanFailTest {

    private static final ArchitectureRules RULES = new ArchitectureRules("violations.org.espalier");
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages("violations.org.espalier");

    private static final Map<String, List<String>> CULPRITS = Map.ofEntries(
            Map.entry("every class is on the map", List.of("helpers.StrayPackage")),
            Map.entry(
                    "packages point one way",
                    List.of("text.TextKnowsTheNetwork", "session.SessionKnowsTheWindow", "cli.CommandKnowsTheWindow")),
            Map.entry("no cycles", List.of("network.NetworkKnowsData", "data.DataKnowsTheNetwork")),
            Map.entry("pruning, training and measure do not know each other", List.of("pruning.PruningKnowsTraining")),
            Map.entry("only the window knows the screen", List.of("network.NetworkKnowsColours", "cli.CommandDraws")),
            Map.entry("the start knows JavaFX only", List.of("StartKnowsCharts")),
            Map.entry("only the engine knows DL4J", List.of("session.SessionKnowsArrays")),
            Map.entry("features of the window do not know each other", List.of("ui.graph.GraphKnowsTheChart")),
            Map.entry(
                    "one bridge to the JavaFX thread",
                    List.of("ui.chart.ChartRunsLater", "ui.chart.ChartHandsOverRunLater")),
            Map.entry(
                    "one place starts threads",
                    List.of("measure.MeasureStartsAThread", "measure.MeasureBuildsAPool", "measure.MeasureForks")),
            Map.entry(
                    "strangers' models are read by our reader",
                    List.of(
                            "network.RestoresAModel",
                            "network.LoadsAModel",
                            "network.ReadsAnArray",
                            "network.Guesses")),
            Map.entry("nothing is deserialised", List.of("data.OpensAnObjectStream")),
            Map.entry("data sets are read by our reader", List.of("data.TakesTheLibrarysData")),
            Map.entry(
                    "networks do not run through DL4J's iterators",
                    List.of("training.FitsAnIterator", "training.EvaluatesAnIterator")),
            Map.entry("only the start ends the program", List.of("cli.CommandEndsTheProgram")));

    /** Classes that do what only they may do. */
    private static final List<String> INNOCENT =
            List.of("ui.FxJobRunner.", "ui.FxJobRunner$", "Espalier.", "ui.shell.ShellComposes");

    static Set<String> rules() {
        return RULES.all().keySet();
    }

    @Test
    void everyRuleHasACulprit() {
        assertEquals(RULES.all().keySet(), CULPRITS.keySet());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFindsItsCulpritsAndSaysWhatToDo(String name) {
        String report =
                RULES.all().get(name).evaluate(VIOLATIONS).getFailureReport().toString();
        for (String culprit : CULPRITS.get(name)) {
            assertTrue(report.contains("violations.org.espalier." + culprit), culprit + " is not in: " + report);
        }
        for (String innocent : INNOCENT) {
            assertFalse(report.contains("<violations.org.espalier." + innocent), innocent + " is blamed in: " + report);
        }
        assertTrue(report.contains("because"), "a rule tells what to do instead: " + report);
    }
}
