package violations.org.espalier.cli;

import violations.org.espalier.ui.Window;

final class CommandKnowsTheWindow {
    Window window = new Window(1);
}
