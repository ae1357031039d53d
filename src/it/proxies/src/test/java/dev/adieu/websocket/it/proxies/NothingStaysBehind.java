package dev.adieu.websocket.it.proxies;

import dev.adieu.websocket.BrowserWebSocketContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a thread of Adieu, a socket of this process or a process that it started is left. */
final class NothingStaysBehind implements AfterAllCallback {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Override
    public void afterAll(ExtensionContext context) {
        // With the last container, the threads end.
        BrowserWebSocketContainer.create().close();
        Eventually.holds(() -> threads().isEmpty(), () -> "threads stay behind: " + threads());
        Eventually.holds(() -> sockets() == 0, () -> sockets() + " sockets stay behind");
        Eventually.holds(() -> processes().isEmpty(), () -> "processes stay behind: " + processes());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("adieu-"))
                .toList();
    }

    private static long sockets() {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.filter(NothingStaysBehind::isConnected).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it is a socket other than the ones that the JDK and Maven have. */
    private static boolean isConnected(Path descriptor) {
        try {
            String socket = Files.readSymbolicLink(descriptor).toString();
            String inode = socket.replaceAll("\\D", "");
            return socket.startsWith("socket:")
                    && Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                            .map(Path::of)
                            .anyMatch(table -> has(table, inode));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static boolean has(Path table, String inode) {
        try (Stream<String> lines = Files.lines(table)) {
            return lines.anyMatch(line -> line.contains(" " + inode + " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProcessHandle.Info> processes() {
        return ProcessHandle.current().descendants().map(ProcessHandle::info).toList();
    }
}
