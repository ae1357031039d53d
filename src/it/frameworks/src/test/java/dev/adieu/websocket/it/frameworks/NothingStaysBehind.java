package dev.adieu.websocket.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails if a thread or a socket is left when the tests of a class, with their server, are over. */
final class NothingStaysBehind implements BeforeAllCallback, AfterAllCallback {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    /**
     * Threads that have nothing to do with WebSocket and end later or never: those of OkHttp, which Slack's SDK calls
     * the Web API with, and of the SDK's statistics; and those of the JDK.
     */
    private static final List<String> OTHERS =
            List.of("OkHttp", "Okio Watchdog", "slack-api-metrics", "ForkJoinPool.commonPool", "Keep-Alive-Timer");

    private final Set<Thread> threadsBefore = new HashSet<>();
    private long socketsBefore;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        // The JDK opens a socket with the first, and keeps it.
        SocketChannel.open().close();
        threadsBefore.addAll(Thread.getAllStackTraces().keySet());
        socketsBefore = sockets().size();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(eventually(this::threads, List::isEmpty)).isEmpty();
        assertThat(eventually(NothingStaysBehind::sockets, now -> now.size() <= socketsBefore))
                .hasSizeLessThanOrEqualTo((int) socketsBefore);
    }

    private static List<String> eventually(Supplier<List<String>> state, Predicate<List<String>> expected) {
        long end = System.nanoTime() + PATIENCE;
        List<String> now = state.get();
        while (!expected.test(now) && System.nanoTime() < end) {
            Thread.onSpinWait();
            now = state.get();
        }
        return now;
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> OTHERS.stream().noneMatch(name::startsWith))
                .toList();
    }

    private static List<String> sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(NothingStaysBehind::target)
                    .filter(target -> target.startsWith("socket:"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns what a descriptor is; nothing if it was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
