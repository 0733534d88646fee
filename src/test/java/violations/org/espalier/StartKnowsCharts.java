package violations.org.espalier;

import org.jfree.data.xy.XYSeries;

final class StartKnowsCharts {
    XYSeries series = new XYSeries("accuracy");
}
