package violations.org.espalier.ui.graph;

import violations.org.espalier.ui.chart.Curve;

final class GraphKnowsTheChart {
    Curve curve = new Curve(1);
}
