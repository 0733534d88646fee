package violations.org.espalier;

final class Espalier {
    private Espalier() {}

    static void end() {
        System.exit(0);
    }
}
