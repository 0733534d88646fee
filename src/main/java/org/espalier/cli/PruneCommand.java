package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.session.Experiment;
import org.espalier.session.Export;
import org.espalier.session.ExportTarget;
import org.espalier.session.Exported;
import org.espalier.session.SessionState;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cuts shares of layers out of a network for real, and writes the smaller one once it is proven to answer alike. */
@Command(name = "prune", mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {

    @Mixin
    private SubjectOptions subject = new SubjectOptions();

    @Mixin
    private CutOptions cut = new CutOptions();

    @Option(names = "--proof-images", paramLabel = "COUNT", defaultValue = "1000")
    private int images;

    @Option(names = "--json")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, JobCancelled, IOException {
        if (images < 1) {
            throw new Refused("cli.prune.images", images);
        }
        if (cut.keepAll()) {
            throw new Refused("cli.prune.nothing");
        }
        ExportTarget target = cut.target(subject.source());
        try (Experiment experiment = subject.open()) {
            SessionState state = cut.pruned(experiment);
            Export.Request request = new Export.Request(state.plan(), state.mask(), state.weights(), target, images);
            print(experiment, state, Export.write(experiment, request, Progress.NONE));
        }
        return CommandLineInterface.DONE;
    }

    private void print(Experiment experiment, SessionState state, Exported written) throws IOException {
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        MeasuredFacts measured = new MeasuredFacts(experiment, written.cost(), written.evaluation());
        if (json) {
            Map<String, Object> facts = measured.facts("validation");
            facts.put("removedParts", RemovalOptions.facts(state));
            facts.put("nonZeroParameters", written.nonZeroParameters());
            facts.put("bytes", written.bytes());
            facts.put("denseBytes", experiment.network().form().bytes());
            facts.put("proofImages", written.proof().images());
            facts.put("largestDifference", written.proof().largest().absolute());
            facts.put("largestRelativeDifference", written.proof().largest().relative());
            facts.put("file", written.file().toString());
            facts.put("sideFile", written.sideFile().toString());
            print.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts));
            return;
        }
        RemovalOptions.lines(state).forEach(print::println);
        measured.lines().forEach(print::println);
        MeasuredFacts.zeroed(written).ifPresent(print::println);
        print.println(Text.of(
                "cli.prune.bytes", Text.count(experiment.network().form().bytes()), Text.count(written.bytes())));
        print.println(Text.of("cli.prune.proof", written.proofSentence()));
        print.println(Text.of("cli.prune.written", written.file(), written.sideFile()));
    }
}
