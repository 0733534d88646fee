package org.espalier.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.espalier.job.Progress;
import org.espalier.text.Text;

/** Tells whoever waits at a shell how far long work is, and how long it will still take, beside what is printed. */
final class ProgressLine implements Progress {

    /** Nobody reads faster. */
    private static final long NANOS_BETWEEN = 200_000_000;

    /** Where lines stand one behind the other, there are few. */
    private static final int PERCENT_BETWEEN = 10;

    private final PrintWriter err;
    private final Form form;
    private final LongSupplier nanoTime;
    private final long start;
    private long shownAt;
    private int shownPercent;
    private int width;

    /** What is shown where. */
    enum Form {
        /** Nothing. */
        NONE,
        /** A line that is written over: on a terminal. */
        OVERWRITTEN,
        /** Lines that stay: in a log. */
        LINES;

        /** @param wanted whether it was asked for, though nobody may be looking */
        static Form of(boolean wanted) {
            if (isTerminal()) {
                return OVERWRITTEN;
            }
            return wanted ? LINES : NONE;
        }

        /** From Java 22 on there is always a console, which then says itself whether it is a terminal. */
        @SuppressWarnings("SystemConsoleNull")
        private static boolean isTerminal() {
            Console console = System.console();
            try {
                return console != null
                        && Boolean.TRUE.equals(
                                Console.class.getMethod("isTerminal").invoke(console));
            } catch (NoSuchMethodException before22) {
                return true;
            } catch (ReflectiveOperationException unknown) {
                return false;
            }
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    ProgressLine(PrintWriter err, Form form, LongSupplier nanoTime) {
        this.err = err;
        this.form = form;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.shownAt = start;
    }

    @Override
    public synchronized void report(long done, long total) {
        if (form == Form.NONE || done <= 0 || total <= 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        int percent = (int) (100 * done / total);
        boolean due = form == Form.OVERWRITTEN
                ? now - shownAt >= NANOS_BETWEEN
                : percent / PERCENT_BETWEEN > shownPercent / PERCENT_BETWEEN;
        if (!due) {
            return;
        }
        shownAt = now;
        shownPercent = percent;
        show(Text.of("cli.progress", percent, left((now - start) / 1e9 * (total - done) / done)));
    }

    private static String left(double seconds) {
        return seconds < 60
                ? Text.of("cli.seconds-left", Text.decimal(seconds, seconds < 10 ? 1 : 0))
                : Text.of("cli.minutes-left", Text.decimal(seconds / 60, 1));
    }

    private void show(String words) {
        if (form == Form.LINES) {
            err.println(words);
        } else {
            clear();
            err.print(words + "\r");
            width = words.length();
        }
        err.flush();
    }

    /** Makes room for what is printed next: nothing of the line may stand behind it. */
    synchronized void clear() {
        if (width > 0) {
            // A Chinese sign takes two columns.
            err.print(" ".repeat(2 * width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
