package dev.adieu.websocket.impl;

import dev.adieu.websocket.BrowserSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes down what it hears, in order, and then does what a test has told it to do. */
public class RecordingEndpoint extends Endpoint {

    private final List<String> heard = new ArrayList<>();
    private volatile Consumer<BrowserSession> onOpen = session -> {};
    private volatile BiConsumer<BrowserSession, String> onText = (session, text) -> {};
    private volatile Consumer<BrowserSession> onError = session -> {};
    private volatile Consumer<BrowserSession> onClose = session -> {};

    public RecordingEndpoint onOpen(Consumer<BrowserSession> action) {
        onOpen = action;
        return this;
    }

    public RecordingEndpoint onText(BiConsumer<BrowserSession, String> action) {
        onText = action;
        return this;
    }

    public RecordingEndpoint onError(Consumer<BrowserSession> action) {
        onError = action;
        return this;
    }

    public RecordingEndpoint onClose(Consumer<BrowserSession> action) {
        onClose = action;
        return this;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        heard("open");
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
            heard("text " + text);
            onText.accept((BrowserSession) session, text);
        });
        onOpen.accept((BrowserSession) session);
    }

    @Override
    public void onError(Session session, Throwable failure) {
        heard("error");
        onError.accept((BrowserSession) session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        heard("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        onClose.accept((BrowserSession) session);
    }

    private synchronized void heard(String event) {
        heard.add(event);
    }

    /** Returns the callbacks, as in {@code open}, {@code text a}, {@code error}, {@code close 1000 bye}. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }
}
