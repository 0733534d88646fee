package org.espalier;

import java.io.ObjectInputFilter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.espalier.cli.CommandLineInterface;
import org.espalier.cli.Screen;
import org.espalier.network.NativeSetup;
import org.espalier.ui.shell.EspalierWindow;

/** Starts the program: the window, or a command. */
public final class Espalier {

    /** Loggers keep their level only while somebody holds them. */
    private static final Logger ND4J = Logger.getLogger("org.nd4j");

    private static final Logger DL4J = Logger.getLogger("org.deeplearning4j");
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Espalier() {}

    public static void main(String[] arguments) {
        secure();
        quiet();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(CommandLineInterface.run(new Screens(), out, err, arguments));
    }

    /** Nothing is deserialised, whatever a library tries; a crash leaves nothing in the working folder. */
    private static void secure() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
        NativeSetup.apply();
        setIfAbsent("java.awt.headless", "true");
    }

    private static void quiet() {
        ND4J.setLevel(Level.WARNING);
        DL4J.setLevel(Level.WARNING);
        // It warns of JavaFX on the class path, which is how we are started from a jar.
        JAVAFX.setLevel(Level.SEVERE);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static final class Screens implements Screen {

        @Override
        public int open() {
            return EspalierWindow.launch(Path.of("target"));
        }

        @Override
        public int demo(Path pictures, boolean dark) {
            return EspalierWindow.demo(pictures, dark);
        }
    }
}
