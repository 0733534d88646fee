package violations.org.espalier.cli;

final class CommandEndsTheProgram {
    void end() {
        System.exit(1);
    }
}
