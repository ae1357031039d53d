package dev.adieu.websocket.it.reconnecting;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.Reconnection.State;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Many connections to one server that are made again when they end. */
final class Crowd implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    private final List<Member> members = new ArrayList<>();

    /** One connection, session after session. */
    static final class Member extends Endpoint {

        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final AtomicInteger errors = new AtomicInteger();
        private volatile String last = "";
        private volatile long openedAt;
        private volatile Reconnection reconnection;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            openedAt = System.nanoTime();
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> last = text);
            opened.incrementAndGet();
        }

        @Override
        public void onError(Session session, Throwable failure) {
            errors.incrementAndGet();
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            closed.incrementAndGet();
        }

        int opened() {
            return opened.get();
        }

        int closed() {
            return closed.get();
        }

        int errors() {
            return errors.get();
        }

        long openedAt() {
            return openedAt;
        }

        Reconnection reconnection() {
            return reconnection;
        }

        private boolean isConnected(int session) {
            return opened.get() == session && reconnection.getState() == State.CONNECTED;
        }
    }

    /** Connects a number of members, with these settings and the standard reconnect strategy. */
    Crowd(int size, URI server, Map<String, Object> settings) throws Exception {
        container.getProperties().put("adieu.reconnect", "standard");
        container.getProperties().putAll(settings);
        for (int i = 0; i < size; i++) {
            Member member = new Member();
            BrowserSession session = (BrowserSession) container.connectToServer(
                    member, ClientEndpointConfig.Builder.create().build(), server);
            member.reconnection = session.getReconnection().orElseThrow();
            members.add(member);
        }
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    /** Waits until each has its session of that number, the first is 1. */
    void awaitSession(int number) {
        await(() -> members.stream().allMatch(member -> member.isConnected(number)), this::toString);
    }

    /** Waits until each has had that number of errors. */
    void awaitErrors(int number) {
        await(() -> members.stream().allMatch(member -> member.errors() == number), this::toString);
    }

    /** Sends a text on each open session, and waits until it came back. */
    void echo(String text) throws Exception {
        for (Member member : members) {
            member.reconnection.getSession().orElseThrow().getBasicRemote().sendText(text);
        }
        await(() -> members.stream().allMatch(member -> member.last.equals(text)), this::toString);
    }

    private static void await(BooleanSupplier condition, Supplier<String> story) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "not after " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE) + " s: " + story.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Says how many sessions were opened and closed and how many errors there were, member by member. */
    @Override
    public String toString() {
        return members.stream()
                .map(member -> member.opened() + "/" + member.closed() + "/" + member.errors())
                .distinct()
                .toList()
                .toString();
    }

    @Override
    public void close() {
        container.close();
    }
}
