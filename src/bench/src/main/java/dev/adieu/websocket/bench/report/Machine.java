package dev.adieu.websocket.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The machine and the software that the figures were made with. */
public final class Machine {

    private Machine() {}

    public static String describe(List<String> options) throws IOException {
        String processor = Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
        return LocalDate.now() + ", " + Runtime.getRuntime().availableProcessors() + " × " + processor + ", Linux "
                + System.getProperty("os.version")
                + ", " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")
                + ", each client with " + String.join(" ", options)
                + ", load before: "
                + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
