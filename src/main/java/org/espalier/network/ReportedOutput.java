package org.espalier.network;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;

/** Reports how much was written, and stops once the result is not wanted any more. */
final class ReportedOutput extends FilterOutputStream {

    private static final int BETWEEN_REPORTS = 1 << 16;

    private final Progress progress;
    private final long total;
    private long written;
    private long reported;

    /** The job was cancelled while a library wrote, which knows only of errors in writing. */
    static final class Stopped extends IOException {

        private static final long serialVersionUID = 1L;

        private final JobCancelled reason;

        private Stopped(JobCancelled reason) {
            super(reason);
            this.reason = reason;
        }

        JobCancelled reason() {
            return reason;
        }
    }

    /** @param total about how many bytes there will be */
    ReportedOutput(OutputStream out, long total, Progress progress) {
        super(out);
        this.total = total;
        this.progress = progress;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        count(1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        count(length);
    }

    private void count(int bytes) throws IOException {
        written += bytes;
        if (written - reported >= BETWEEN_REPORTS) {
            reported = written;
            try {
                progress.report(Math.min(written, total), total);
            } catch (JobCancelled cancelled) {
                throw new Stopped(cancelled);
            }
        }
    }
}
