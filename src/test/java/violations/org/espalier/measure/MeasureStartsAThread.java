package violations.org.espalier.measure;

final class MeasureStartsAThread {
    Thread thread = new Thread(() -> {});
}
