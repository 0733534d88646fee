package org.espalier.cli;

import org.espalier.data.DataSets;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelSource;
import org.espalier.session.Experiment;
import org.espalier.text.Refused;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network a command works on, and on what data. */
final class SubjectOptions {

    @Parameters(paramLabel = "MODEL", descriptionKey = "model")
    private String model = "";

    @Option(names = "--data", required = true, paramLabel = "DATA")
    private String data = "";

    ModelSource source() throws Refused {
        return ModelSource.named(model);
    }

    /** Reads both. */
    Experiment open() throws Refused {
        return Experiment.open(source(), DataSets.named(data), EngineSettings.ofThisMachine());
    }
}
