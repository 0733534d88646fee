package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.data.DataSet;
import org.espalier.data.DataSets;
import org.espalier.data.OfficialSet;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.session.PublishedResult;
import org.espalier.session.Reproduction;
import org.espalier.session.Reproduction.Outcome;
import org.espalier.session.Reproduction.Point;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a published result anew, from several seeds, and says how far it goes. */
@Command(name = "reproduce", mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {

    private static final int MOST_SEEDS = 100;

    @Parameters(paramLabel = "NAME", descriptionKey = "name")
    private String name = "";

    @Option(names = "--data", paramLabel = "FOLDER")
    private @Nullable Path folder;

    @Option(names = "--seeds", paramLabel = "N")
    private int seeds = 3;

    @Option(names = "--quick")
    private boolean quick;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--progress")
    private boolean progress;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        PublishedResult result = PublishedResult.named(name);
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new Refused("cli.reproduce.seeds", seeds, MOST_SEEDS);
        }
        if (folder != null && folder.toString().isBlank()) {
            throw new Refused("cli.reproduce.folder");
        }
        DataSet data = folder == null ? DataSets.embedded("mnist") : OfficialSet.MNIST.open(folder);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Reproduction reproduction = new Reproduction(result, data, quick);
        List<Outcome> outcomes = new ArrayList<>();
        ProgressLine line = new ProgressLine(err, ProgressLine.Form.of(progress), System::nanoTime);
        for (long seed = 1; seed <= seeds; seed++) {
            long mine = seed;
            Progress ofAll = (done, total) -> line.report((mine - 1) * total + done, seeds * total);
            outcomes.add(reproduction.run(seed, ofAll, point -> {
                line.clear();
                say(err, mine, point);
            }));
        }
        line.clear();
        ReproductionTable table = new ReproductionTable(result, outcomes);
        int trainingImages = data.examples(Split.TRAINING).size();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", name);
            facts.put("trainingImages", trainingImages);
            facts.put("quick", quick);
            facts.put("runs", runs(outcomes));
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return CommandLineInterface.DONE;
        }
        out.println(Text.of(
                folder == null ? "cli.reproduce.embedded" : "cli.reproduce.full",
                name,
                Text.count(trainingImages),
                seeds,
                quick ? 1 : 0));
        table.lines().forEach(out::println);
        return CommandLineInterface.DONE;
    }

    /** Runs take long: each network is told as it comes, beside the table. */
    private static void say(PrintWriter err, long seed, Point point) {
        err.println(Text.of(
                "cli.reproduce.point",
                Text.count(seed),
                Text.count(point.round()),
                Text.count(point.parameters()),
                Text.percent(point.validation(), 2),
                Text.percent(point.test(), 2)));
        err.flush();
    }

    /** What came of the runs, for whoever reads JSON. */
    static List<Map<String, Object>> runs(List<Outcome> outcomes) {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            List<Map<String, Object>> points = new ArrayList<>();
            for (Point point : outcome.points()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("round", point.round());
                row.put("parameters", point.parameters());
                row.put("multiplyAdds", point.multiplyAdds());
                row.put("validationAccuracy", point.validation());
                row.put("testAccuracy", point.test());
                if (point.redrawn().isPresent()) {
                    row.put("redrawnTestAccuracy", point.redrawn().getAsDouble());
                }
                points.add(row);
            }
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("seed", outcome.seed());
            run.put("points", points);
            runs.add(run);
        }
        return runs;
    }
}
