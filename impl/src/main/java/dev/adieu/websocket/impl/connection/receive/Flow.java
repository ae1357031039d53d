package dev.adieu.websocket.impl.connection.receive;

import io.netty.channel.Channel;

/** Reads from TCP or lets the peer wait, which is the back-pressure of TCP. Event loop only. */
final class Flow {

    private Channel channel;
    private boolean reads = true;

    void of(Channel established) {
        channel = established;
    }

    void readTcp(boolean next) {
        if (next != reads) {
            reads = next;
            channel.config().setAutoRead(next);
        }
    }
}
