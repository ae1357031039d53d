package dev.adieu.websocket.bench.work;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resources that this process has used so far.
 *
 * @param allocated by the threads that still run
 */
record Usage(long nanos, long cpuNanos, long userTicks, long systemTicks, long allocated) {

    private static final int NANOS_PER_TICK = 10_000_000;

    static Usage now() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        return new Usage(System.nanoTime(), cpu, Long.parseLong(fields[11]), Long.parseLong(fields[12]), allocated);
    }

    /** Returns the difference to an earlier state, for a number of operations. */
    Outcome since(Usage then, long operations) {
        return new Outcome()
                .put("operations", operations)
                .put("nanos", nanos - then.nanos)
                .put("cpu", cpuNanos - then.cpuNanos)
                .put("user", (userTicks - then.userTicks) * NANOS_PER_TICK)
                .put("system", (systemTicks - then.systemTicks) * NANOS_PER_TICK)
                .put("allocated", allocated - then.allocated);
    }
}
