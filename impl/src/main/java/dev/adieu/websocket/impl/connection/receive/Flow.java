package dev.adieu.websocket.impl.connection.receive;

import io.netty.channel.Channel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads from TCP or lets the peer wait, which is the back-pressure of TCP. Event loop only. */
final class Flow {

    private @Nullable Channel channel;
    private boolean reads = true;

    void of(Channel established) {
        channel = established;
    }

    void readTcp(boolean next) {
        if (next != reads) {
            reads = next;
            Objects.requireNonNull(channel, "nothing is read before the handler is added")
                    .config()
                    .setAutoRead(next);
        }
    }
}
