package violations.absent;

/** Stands for the class of that name in a DL4J library that we leave out. */
public final class ModelGuesser {}
