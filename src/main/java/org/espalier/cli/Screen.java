package org.espalier.cli;

import java.nio.file.Path;

/** The window, as the command line sees it: something that can be opened. */
public interface Screen {

    /** Opens the window, or walks the demo where there is no display; gives the exit status. */
    int open();

    /** Walks the demo off the screen, prints its table, and writes its pictures into a folder. */
    int demo(Path pictures, boolean dark);
}
