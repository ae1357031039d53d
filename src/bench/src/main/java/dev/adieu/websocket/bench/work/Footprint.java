package dev.adieu.websocket.bench.work;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process: bytes of live heap, of direct buffers, and in all; and its threads. */
record Footprint(long heap, long direct, long resident, int threads) {

    static Footprint now() throws IOException {
        // What a reference queue frees is free after the second.
        System.gc();
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        String status = Files.readString(Path.of("/proc/self/status"));
        String resident = status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                direct,
                Long.parseLong(resident) * 1024,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    Outcome since(Footprint then, Outcome outcome) {
        return outcome.put("heap", heap - then.heap)
                .put("direct", direct - then.direct)
                .put("resident", resident - then.resident)
                .put("threads", threads - then.threads);
    }
}
