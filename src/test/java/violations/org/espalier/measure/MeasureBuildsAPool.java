package violations.org.espalier.measure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class MeasureBuildsAPool {
    ExecutorService pool = Executors.newFixedThreadPool(2);
}
