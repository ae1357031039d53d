package dev.adieu.websocket.demo;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The server's endpoint: records its callbacks, and passes them on when its connection is closed. */
@ServerEndpoint("/{run}")
public final class ServerSide {

    /** The message by which a client asks the server to close. */
    static final String PLEASE_CLOSE = "close me";

    private static final int MEBI = 1 << 20;

    private final BiConsumer<String, List<String>> closed;
    private final List<String> told = new ArrayList<>();
    private long bytes;
    private int messages;

    ServerSide(BiConsumer<String, List<String>> closed) {
        this.closed = closed;
    }

    @OnMessage
    public void text(String text, Session session) throws IOException {
        if (text.equals(PLEASE_CLOSE)) {
            session.close(new CloseReason(() -> 4001, "bye"));
        } else {
            told.add("message \"" + text + '"');
        }
    }

    @OnMessage
    public void binary(byte[] part, boolean last) {
        bytes += part.length;
        messages += last ? 1 : 0;
    }

    @OnError
    public void failed(Throwable failure) {
        told.add("onError: " + failure.getClass().getSimpleName());
    }

    @OnClose
    public void closed(CloseReason reason, @PathParam("run") String run) {
        if (messages > 0) {
            told.add(messages + " messages, " + bytes / MEBI + " MiB");
        }
        told.add("onClose " + Closed.text(reason));
        closed.accept(run, told);
    }
}
