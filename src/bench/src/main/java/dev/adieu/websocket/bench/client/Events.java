package dev.adieu.websocket.bench.client;

import java.nio.ByteBuffer;

/** The events of a connection. */
public interface Events {

    void text(String text);

    void binary(ByteBuffer bytes);

    /** Called for the close event, with the code and reason that the client reports as the peer's. */
    void closed(int code, String reason);

    void failed(Throwable failure);
}
