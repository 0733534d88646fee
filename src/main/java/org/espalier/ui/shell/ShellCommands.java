package org.espalier.ui.shell;

import java.nio.file.Path;
import java.util.List;
import org.espalier.session.ShareOf;
import org.espalier.session.TrainingChoices;
import org.espalier.training.TuningChoice;

/** What the toolbar and the keys ask of the window, beside what the session does itself. */
interface ShellCommands {

    /** Asks for a model file and opens it on the data set of now. */
    void openModelFile();

    /** Opens a file on the data set of now. */
    void openModel(Path file);

    /** Opens a demo network on the data set it was trained on. */
    void openDemo(String name);

    /** Opens what is open now on an embedded data set. */
    void useDataSet(String name);

    /** Asks for a folder of IDX files and opens what is open now on it. */
    void useDataFolder();

    /** Files opened before, the newest first. */
    List<String> recent();

    /** How many threads measure at once; 0 for one per core. */
    int threads();

    void useThreads(int count);

    /** Memory for kept activations; 0 for a quarter of the machine's. */
    long cacheMegabytes();

    void useCacheMegabytes(long count);

    /** Asks for a file and writes the current state there, cut for real. */
    void exportModel();

    /** How trainings were last chosen to go. */
    TrainingChoices trainingChoices();

    void remember(TrainingChoices choices);

    /** Trains the current state, and remembers how. */
    void tune(TuningChoice choice);

    /** What the sliders' shares are shown as, where that applies. */
    ShareOf shareOf();

    void useShareOf(ShareOf what);

    void switchTheme();

    void switchLanguage();
}
