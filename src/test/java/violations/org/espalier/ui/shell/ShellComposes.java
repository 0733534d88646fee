package violations.org.espalier.ui.shell;

import violations.org.espalier.ui.chart.Curve;

final class ShellComposes {
    Curve curve = new Curve(1);
}
