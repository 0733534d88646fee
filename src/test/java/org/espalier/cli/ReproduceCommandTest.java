package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.espalier.session.Reproduction.Outcome;
import org.espalier.session.Reproduction.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is trained, and what comes out; the training itself is tested without a command. */
class ReproduceCommandTest {

    @TempDir
    private Path folder;

    @Test
    void anUnknownResultIsRefusedWithTheKnownOnes() {
        CommandRun run = CommandRun.of("reproduce", "vgg");
        assertEquals(2, run.status());
        assertTrue(
                run.err().contains("vgg") && run.err().contains("lenet-300-100, lenet-5, lottery, article-filters"),
                run::err);
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101"})
    void theNumberOfSeedsHasBounds(String seeds) {
        CommandRun run = CommandRun.of("reproduce", "lottery", "--seeds", seeds);
        assertEquals(2, run.status());
        assertEquals("The number of seeds must be from 1 to 100, not " + seeds + ".\n", run.err());
    }

    @Test
    void seedsAreANumber() {
        CommandRun run = CommandRun.of("reproduce", "lottery", "--seeds", "many");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("--seeds") && run.err().contains("many"), run::err);
    }

    @Test
    void noNameIsNotTheFolderThatTheProgramWasStartedIn() {
        CommandRun run = CommandRun.of("reproduce", "lenet-5", "--data", "");
        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("--data has no name."), run::err);
    }

    @Test
    void theFullImagesMustBeThere() {
        for (Path wrong : List.of(folder, folder.resolve("nowhere"))) {
            CommandRun run = CommandRun.of("reproduce", "lenet-5", "--data", wrong.toString());
            assertEquals(2, run.status());
            assertTrue(run.err().contains(wrong.toString()) && run.err().contains("-ubyte"), run::err);
            assertEquals(1, run.err().lines().count(), run::err);
        }
    }

    @Test
    void otherImagesUnderTheirNamesAreRefused() throws IOException {
        for (String name : List.of(
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte")) {
            Files.writeString(folder.resolve(name), "other");
        }
        CommandRun run = CommandRun.of("reproduce", "lenet-5", "--data", folder.toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains(folder.toString()), run::err);
    }

    @Test
    void jsonHasTheRunsBySeedAndTheirPointsByRound() throws IOException {
        Point dense = new Point(0, 1_000, 2_000, 0.98, 0.975, OptionalDouble.empty());
        Point ticket = new Point(1, 100, 200, 0.97, 0.965, OptionalDouble.of(0.94));
        String json = JSON.std.asString(
                ReproduceCommand.runs(List.of(new Outcome(1, List.of(dense, ticket)), new Outcome(2, List.of(dense)))));
        String first =
                "{\"round\":0,\"parameters\":1000,\"multiplyAdds\":2000,\"validationAccuracy\":0.98,\"testAccuracy\":0.975}";
        String second = "{\"round\":1,\"parameters\":100,\"multiplyAdds\":200,\"validationAccuracy\":0.97,"
                + "\"testAccuracy\":0.965,\"redrawnTestAccuracy\":0.94}";
        assertEquals(
                "[{\"seed\":1,\"points\":[" + first + "," + second + "]},{\"seed\":2,\"points\":[" + first + "]}]",
                json);
    }
}
