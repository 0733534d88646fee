package org.espalier.network;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file system that fails at one of the steps that are asked of it. */
public final class FailingDisk implements Disk {

    /** Large enough to be in the middle of a file. */
    private static final int BYTES_PER_STEP = 512;

    private final int failing;
    private final Consumer<String> failure;
    private int steps;

    /** What a step does instead of its work. */
    private static void full(String step) throws IOException {
        throw new IOException("No space left on device: " + step);
    }

    /** @param failing number of the step that fails, from 1; later ones work again */
    public FailingDisk(int failing) {
        this(failing, step -> {});
    }

    /** @param before is told of the step that would fail, and may do worse */
    FailingDisk(int failing, Consumer<String> before) {
        this.failing = failing;
        this.failure = before;
    }

    /** How many steps were asked for. */
    public int steps() {
        return steps;
    }

    private void step(String name) throws IOException {
        if (++steps == failing) {
            failure.accept(name);
            full(name);
        }
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        step("create");
        return new FilterOutputStream(Disk.super.create(file)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int at = 0; at < length; at += BYTES_PER_STEP) {
                    step("write");
                    out.write(bytes, from + at, Math.min(BYTES_PER_STEP, length - at));
                }
            }
        };
    }

    @Override
    public void force(Path file) throws IOException {
        step("force");
        Disk.super.force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step("move");
        Disk.super.move(from, to);
    }
}
