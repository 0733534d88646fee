package violations.org.espalier.training;

/** Something to point at. */
public record Tuner(int size) {}
