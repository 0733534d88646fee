package org.espalier.measure;

import org.espalier.job.MachineMemory;
import org.espalier.job.Workers;

/**
 * How much of the machine measuring may take.
 *
 * @param threads that run at once
 * @param cacheBytes memory for activations that are kept
 */
public record EngineSettings(int threads, long cacheBytes) {

    public EngineSettings {
        if (threads < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException(threads + " threads, " + cacheBytes + " bytes");
        }
    }

    /** All cores, and a quarter of the machine's memory. */
    public static EngineSettings ofThisMachine() {
        return new EngineSettings(Workers.cores(), MachineMemory.bytes() / 4);
    }

    /** What was chosen; 0 leaves a choice to the machine. */
    public static EngineSettings chosen(int threads, long cacheMegabytes) {
        EngineSettings machine = ofThisMachine();
        return new EngineSettings(
                threads == 0 ? machine.threads : threads,
                cacheMegabytes == 0 ? machine.cacheBytes : cacheMegabytes << 20);
    }

    public EngineSettings withThreads(int count) {
        return new EngineSettings(count, cacheBytes);
    }
}
