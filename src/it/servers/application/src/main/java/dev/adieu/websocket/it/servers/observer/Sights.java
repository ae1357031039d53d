package dev.adieu.websocket.it.servers.observer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** The contents of this JVM. */
final class Sights {

    /** Each class loader of the application has a class of this name, with as many objects as its number. */
    private static final String MARK = "dev.adieu.websocket.it.servers.application.Alive";

    private static final List<String> PROVIDER = List.of("dev.adieu.websocket.impl.", "dev.adieu.websocket.bundled.");

    private Sights() {}

    /**
     * Returns the numbers of those that a full garbage collection leaves. The histogram has a row for each class, be
     * they of one name or not, such as {@code 17: 3 48 com.example.Name}, with the number of objects.
     */
    static List<String> applicationsAlive() {
        GlassFishListeners.forgetDeployments();
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .map(row -> row.strip().split("\\s+"))
                    .filter(row -> row.length > 3 && row[3].equals(MARK))
                    .map(row -> row[1])
                    .toList();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Threads of the provider, and others that are in its code. */
    static List<String> providerThreads() {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> running :
                Thread.getAllStackTraces().entrySet()) {
            String name = running.getKey().getName();
            boolean within = Stream.of(running.getValue())
                    .anyMatch(frame -> PROVIDER.stream().anyMatch(frame.getClassName()::startsWith));
            if (within || name.startsWith("adieu-")) {
                found.add(name);
            }
        }
        return found;
    }

    /** Returns the target of each open file descriptor. */
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
