package org.espalier;

import java.io.ObjectInputFilter;
import org.espalier.ui.shell.EspalierWindow;

/** Starts the program. */
public final class Espalier {

    private Espalier() {}

    public static void main(String[] arguments) {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
        EspalierWindow.launch();
    }
}
