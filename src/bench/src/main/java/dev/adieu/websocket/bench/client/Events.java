package dev.adieu.websocket.bench.client;

import java.nio.ByteBuffer;

/** The events of a connection. */
public interface Events {

    void text(String text);

    void binary(ByteBuffer bytes);

    /** The close event, with what the client says is the peer's code and reason. */
    void closed(int code, String reason);

    void failed(Throwable failure);
}
