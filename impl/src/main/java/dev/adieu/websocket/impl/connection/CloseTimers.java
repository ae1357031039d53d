package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.impl.closing.CloseTimer;
import dev.adieu.websocket.impl.connection.loop.Timing;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The timers of one connection that the rules of closing start and stop. Event loop only. */
final class CloseTimers {

    private final ConnectionSettings settings;
    private final EventLoop loop;
    private final Timing timing;
    private final Consumer<CloseTimer> ranOut;
    private final Map<CloseTimer, Future<?>> running = new EnumMap<>(CloseTimer.class);

    CloseTimers(ConnectionSettings settings, EventLoop loop, Timing timing, Consumer<CloseTimer> ranOut) {
        this.settings = settings;
        this.loop = loop;
        this.timing = timing;
        this.ranOut = ranOut;
    }

    /** Starts a timer, or starts it again. */
    void start(CloseTimer timer) {
        stop(timer);
        running.put(timer, timing.schedule(loop, time(timer), () -> {
            running.remove(timer);
            ranOut.accept(timer);
        }));
    }

    private Duration time(CloseTimer timer) {
        return switch (timer) {
            case CONNECT -> settings.connectTimeout();
            case CLOSING -> settings.closingTimeout();
            case TCP_CLOSE -> settings.tcpCloseTimeout();
        };
    }

    void stop(CloseTimer timer) {
        assert loop.inEventLoop();
        Future<?> stopped = running.remove(timer);
        if (stopped != null) {
            stopped.cancel(false);
        }
    }
}
