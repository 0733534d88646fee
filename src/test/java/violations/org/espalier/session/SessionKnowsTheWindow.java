package violations.org.espalier.session;

import violations.org.espalier.ui.Window;

final class SessionKnowsTheWindow {
    Window window = new Window(1);
}
