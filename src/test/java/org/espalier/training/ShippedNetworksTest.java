package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.DataSets;
import org.espalier.data.Split;
import org.espalier.network.ModelFile;
import org.espalier.text.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShippedNetworksTest {

    @ParameterizedTest
    @EnumSource(DemoNetwork.class)
    void theyAreWhatTheTrainerTrainsAndAsAccurateAsTheirTableSays(DemoNetwork demo) throws IOException, Refused {
        String place = "/assets/models/" + demo.title() + ".zip";
        InputStream file = getClass().getResourceAsStream(place);
        assertNotNull(file, place);
        ModelFile.Opened opened = ModelFile.read(file, place);
        ComputationGraph graph = opened.graph();
        ComputationGraph untrained = demo.untrained();

        assertEquals(List.of(), opened.ignored());
        assertEquals(
                untrained.getConfiguration().toJson(), graph.getConfiguration().toJson());
        double accuracy = DemoTrainer.accuracy(
                graph, DataSets.embedded(demo.data().title()).examples(Split.VALIDATION));
        // Other processors may decide a few close cases differently.
        assertEquals(stated(demo), accuracy, 0.0005);
    }

    /** The validation accuracy in the table of models. */
    private static double stated(DemoNetwork demo) throws IOException {
        try (InputStream table = ShippedNetworksTest.class.getResourceAsStream("/assets/models/README.md")) {
            assertNotNull(table);
            Matcher row = Pattern.compile("\\| " + demo.title() + " \\|.*\\| ([0-9.]+) % \\| [0-9.]+ % \\|")
                    .matcher(new String(table.readAllBytes(), StandardCharsets.UTF_8));
            assertTrue(row.find(), "no row for " + demo.title());
            return Double.parseDouble(row.group(1)) / 100;
        }
    }
}
