package violations.org.espalier.measure;

import java.util.List;
import java.util.concurrent.CompletableFuture;

final class MeasureForks {
    CompletableFuture<Integer> later = CompletableFuture.supplyAsync(() -> 1);
    long count = List.of(1).parallelStream().count();
}
