package violations.org.espalier.helpers;

final class StrayPackage {
    int size;
}
