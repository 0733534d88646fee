package violations.org.espalier.ui;

/** Something to point at. */
public record Window(int size) {}
