package org.espalier.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main gesture without a display. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Opens the demo off the screen, moves its sliders along a short path, prints a table"
                + " and writes pictures of window and chart.")
final class DemoCommand implements Callable<Integer> {

    private final Screen screen;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the pictures go. Default: target")
    private Path out = Path.of("target");

    @Option(names = "--dark", description = "In the dark theme.")
    private boolean dark;

    DemoCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        return screen.demo(out, dark);
    }
}
