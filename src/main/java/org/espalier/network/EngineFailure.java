package org.espalier.network;

import java.util.List;
import java.util.Optional;
import org.espalier.text.Refused;

/** Tells when the engine's native libraries could not be loaded: a full or forbidden folder, a library that the system lacks. */
public final class EngineFailure {

    private static final List<String> ENGINE = List.of("org.nd4j", "org.bytedeco");

    private EngineFailure() {}

    /**
     * What an error of whatever depth means for the user.
     *
     * @return a sentence that says what to do; empty where it is something else
     */
    public static Optional<Refused> of(Throwable failure) {
        if (!(failure instanceof LinkageError) || !isOfTheEngine(failure)) {
            return Optional.empty();
        }
        String reason = ModelFile.reason(deepest(failure)).replaceAll("\\.$", "");
        return Optional.of(new Refused(failure, "network.engine", NativeSetup.cache(), reason));
    }

    /** Named in its message as a class that could not be used, or on the way to where it was thrown. */
    private static boolean isOfTheEngine(Throwable failure) {
        for (Throwable part = failure; part != null; part = part.getCause()) {
            String message = String.valueOf(part.getMessage()).replace('/', '.');
            boolean isNamed = ENGINE.stream().anyMatch(message::contains);
            boolean isThere = List.of(part.getStackTrace()).stream()
                    .anyMatch(frame -> ENGINE.stream().anyMatch(frame.getClassName()::startsWith));
            if (isNamed || isThere) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable part = failure;
        while (part.getCause() != null && part.getCause() != part) {
            part = part.getCause();
        }
        return part;
    }
}
