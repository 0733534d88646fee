package org.espalier.cli;

import java.util.concurrent.Callable;
import org.espalier.session.ProgramVersion;
import picocli.CommandLine.Command;

/** Without a command the window opens. */
@Command(name = "espalier", mixinStandardHelpOptions = true, version = ProgramVersion.NAME)
final class EspalierCommand implements Callable<Integer> {

    private final Screen screen;

    EspalierCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        return screen.open();
    }
}
