package org.espalier.cli;

import java.util.Objects;
import org.espalier.data.DataSets;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelSource;
import org.espalier.session.Experiment;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which network a command works on, and on what data. */
final class SubjectOptions {

    @Parameters(paramLabel = "MODEL", descriptionKey = "model")
    private String model = "";

    @Option(names = "--data", required = true, paramLabel = "DATA")
    private String data = "";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec user;

    ModelSource source() throws Refused {
        return ModelSource.named(model);
    }

    /** Reads both, and says what is to be known of the network. */
    Experiment open() throws Refused {
        Experiment opened = Experiment.open(source(), DataSets.named(data), EngineSettings.ofThisMachine());
        opened.doubts().forEach(Objects.requireNonNull(user).commandLine().getErr()::println);
        return opened;
    }
}
