package dev.adieu.websocket.bench.client;

import java.nio.ByteBuffer;

/** A connection as the workloads use it. Sends are called by one thread at a time. */
public interface Connection {

    void sendText(String text) throws Exception;

    /** Sends a message. The bytes do not change before the server has sent them back. */
    void sendBinary(ByteBuffer bytes) throws Exception;

    void close(int code) throws Exception;
}
