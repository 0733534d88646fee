package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.espalier.text.Text;

/**
 * A command line that was run, in English, where there is no screen.
 *
 * @param status that it answered to the shell
 */
record CommandRun(int status, String out, String err) {

    private static final Screen NO_SCREEN = new Screen() {
        @Override
        public int open() {
            return 1;
        }

        @Override
        public int demo(Path pictures, boolean dark) {
            return 1;
        }
    };

    static CommandRun of(String... arguments) {
        Locale before = Text.language();
        Text.use(Locale.ENGLISH);
        try {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int status = CommandLineInterface.run(
                    NO_SCREEN, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
            return new CommandRun(status, out.toString(), err.toString());
        } finally {
            Text.use(before);
        }
    }

    /** The JSON object that it printed. */
    Map<String, Object> facts() throws IOException {
        return JSON.std.mapFrom(out);
    }
}
