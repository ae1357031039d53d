package dev.adieu.websocket.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class after which a thread of the provider, a socket, a selector or a buffer of Netty's is still there.
 */
public final class NothingStaysBehind implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(NothingStaysBehind.class);
    private static final LeakReports LEAKS = new LeakReports();

    /** Netty logs what was collected as garbage without having been released. */
    private static final class LeakReports extends Handler {

        /** Held here, since the log manager holds loggers weakly. */
        private final Logger detector = Logger.getLogger("io.netty.util.ResourceLeakDetector");

        private final List<String> reports = new CopyOnWriteArrayList<>();

        LeakReports() {
            detector.addHandler(this);
        }

        @Override
        public void publish(LogRecord report) {
            if (report.getLevel().intValue() >= Level.SEVERE.intValue()) {
                reports.add(report.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            detector.removeHandler(this);
        }
    }

    /** Opens what the JDK opens once and keeps open, so that it does not count as left behind. */
    private static final class WarmUp {

        static final boolean DONE = connectOnce();

        private static boolean connectOnce() {
            try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                    BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
                container
                        .connectToServer(new RecordingEndpoint(), null, peer.uri())
                        .close();
                return true;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assertThat(WarmUp.DONE).isTrue();
        context.getStore(NAMESPACE).put("descriptors", Resources.descriptors());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        IoThreads.endIfUnused();
        Eventually.holds(() -> Resources.threads().isEmpty(), () -> "threads stay behind: " + Resources.threads());
        long before = context.getStore(NAMESPACE).get("descriptors", Long.class);
        Eventually.holds(
                () -> Resources.descriptors() <= before,
                () -> "there were " + before + " sockets, selectors and pipes before this class, and there are "
                        + Resources.descriptors() + " after it");
        assertThat(leaks()).as("buffers that were not released").isEmpty();
    }

    /** Returns reports of leaks: the garbage collector finds them, and the next allocation reports them. */
    private static List<String> leaks() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
        List<String> found = List.copyOf(LEAKS.reports);
        LEAKS.reports.clear();
        return found;
    }
}
