package org.espalier.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main gesture without a display. */
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private final Screen screen;

    @Option(names = "--out", paramLabel = "FOLDER")
    private Path out = Path.of("target");

    @Option(names = "--dark")
    private boolean dark;

    DemoCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        return screen.demo(out, dark);
    }
}
