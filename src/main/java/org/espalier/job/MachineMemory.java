package org.espalier.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory the machine has, Java's heap and all others together. */
public final class MachineMemory {

    private MachineMemory() {}

    /** In bytes; where nobody tells, four times what the heap may take. */
    public static long bytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 4 * Runtime.getRuntime().maxMemory();
    }
}
