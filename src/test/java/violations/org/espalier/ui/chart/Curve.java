package violations.org.espalier.ui.chart;

/** Something to point at. */
public record Curve(int size) {}
