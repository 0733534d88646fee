package org.espalier.ui;

import com.sun.glass.utils.NativeLibLoader;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testfx.framework.junit5.ApplicationExtension;

/**
 * Skips window tests on a Linux without the libraries that JavaFX draws text with; not where {@code CI} is set.
 *
 * <p>JUnit finds it as a service, so that no test needs to name it.
 */
public final class WindowsCanBeDrawn implements ExecutionCondition {

    private static final ConditionEvaluationResult YES = ConditionEvaluationResult.enabled("windows can be drawn");
    private static final ConditionEvaluationResult TEXT = tryText();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestClass().filter(WindowsCanBeDrawn::opensWindows).isPresent() ? TEXT : YES;
    }

    private static boolean opensWindows(Class<?> test) {
        return AnnotationSupport.findRepeatableAnnotations(test, ExtendWith.class).stream()
                .flatMap(extensions -> Arrays.stream(extensions.value()))
                .anyMatch(ApplicationExtension.class::equals);
    }

    private static ConditionEvaluationResult tryText() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                || "true".equals(System.getenv("CI"))) {
            return YES;
        }
        try {
            NativeLibLoader.loadLibrary("javafx_font_freetype");
            NativeLibLoader.loadLibrary("javafx_font_pango");
            return YES;
        } catch (UnsatisfiedLinkError missing) {
            String reason = "WINDOW TESTS SKIPPED: JavaFX cannot draw text here (" + missing.getMessage()
                    + "). On Debian: apt-get install libpangoft2-1.0-0 fonts-dejavu-core";
            System.err.println(reason);
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
