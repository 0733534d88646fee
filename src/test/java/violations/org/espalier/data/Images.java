package violations.org.espalier.data;

/** Something to point at. */
public record Images(int size) {}
