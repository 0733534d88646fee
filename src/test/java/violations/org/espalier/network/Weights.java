package violations.org.espalier.network;

/** Something to point at. */
public record Weights(int size) {}
