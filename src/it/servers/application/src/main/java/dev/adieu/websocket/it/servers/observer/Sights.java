package dev.adieu.websocket.it.servers.observer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What there is in this JVM. */
final class Sights {

    /** One instance for each class loader of the application. */
    private static final String MARK = "dev.adieu.websocket.it.servers.application.Alive";
    private static final List<String> PROVIDER = List.of("dev.adieu.websocket.impl.", "dev.adieu.websocket.bundled.");

    private Sights() {
    }

    /** After a full garbage collection. The histogram has a row for each class, be they of one name or not, and says how many objects are alive. */
    static long applicationsAlive() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
            return histogram.lines().map(String::strip).filter(row -> Arrays.asList(row.split("\\s+")).contains(MARK)).count();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Threads of the provider, and others that are in its code. */
    static List<String> providerThreads() {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> running : Thread.getAllStackTraces().entrySet()) {
            String name = running.getKey().getName();
            boolean within = Stream.of(running.getValue()).anyMatch(frame -> PROVIDER.stream().anyMatch(frame.getClassName()::startsWith));
            if (within || name.startsWith("adieu-")) {
                found.add(name);
            }
        }
        return found;
    }

    /** What each open file descriptor refers to. */
    static List<String> descriptors() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : (Iterable<Path>) open::iterator) {
                try {
                    found.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException closedMeanwhile) {
                    // Such as the one that lists them.
                }
            }
        }
        return found;
    }
}
