package org.espalier.ui.style;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** A look of the whole window: AtlantaFX's controls, our tokens on top, and the chart's colours. */
public enum Theme {
    LIGHT(new PrimerLight().getUserAgentStylesheet(), ChartColours.LIGHT, InspectorColours.LIGHT),
    DARK(new PrimerDark().getUserAgentStylesheet(), ChartColours.DARK, InspectorColours.DARK);

    private final String controls;
    private final ChartColours chart;
    private final InspectorColours inspector;

    Theme(String controls, ChartColours chart, InspectorColours inspector) {
        this.controls = controls;
        this.chart = chart;
        this.inspector = inspector;
    }

    public ChartColours chart() {
        return chart;
    }

    public InspectorColours inspector() {
        return inspector;
    }

    /** Sheets that a scene needs on top of the controls' own; a PopOver's root needs them too. */
    public List<String> sheets() {
        return List.of(sheet("modena-bridge"), sheet(name().toLowerCase(Locale.ROOT)), sheet("espalier"));
    }

    /** Dresses the application and this scene, in a font that has the language's characters. */
    public void dress(Scene scene, Locale language) {
        if (!controls.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(controls);
        }
        scene.getStylesheets().setAll(sheets());
        Fonts.sheetFor(language).ifPresent(scene.getStylesheets()::add);
    }

    private static String sheet(String name) {
        URL url = Theme.class.getResource("/assets/css/" + name + ".css");
        return Objects.requireNonNull(url, name).toExternalForm();
    }
}
