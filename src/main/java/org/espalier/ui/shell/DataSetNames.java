package org.espalier.ui.shell;

/** Data sets as people write them. */
final class DataSetNames {

    private DataSetNames() {}

    static String of(String name) {
        return switch (name) {
            case "mnist" -> "MNIST";
            case "fashion-mnist" -> "Fashion-MNIST";
            default -> name;
        };
    }
}
