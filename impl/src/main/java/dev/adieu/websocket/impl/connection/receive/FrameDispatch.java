package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.connection.frame.CloseBodies;
import dev.adieu.websocket.impl.connection.frame.FrameSink;
import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Passes control frames to the connection and data to the message assembler. Drops what is not read or delivered in the
 * current state of closing. Event loop only.
 */
final class FrameDispatch implements FrameSink {

    private final ReceiveListener listener;
    private final DataGate gate;
    private final Deliveries deliveries;
    private final MessageAssembler messages;

    FrameDispatch(ReceiveListener listener, DataGate gate, Deliveries deliveries, @Nullable MessageInflater inflater) {
        this.listener = listener;
        this.gate = gate;
        this.deliveries = deliveries;
        this.messages = new MessageAssembler(listener::currentLimits, inflater, gate::isOpen, deliveries);
    }

    @Override
    public boolean takesData() {
        return gate.isOpen();
    }

    @Override
    public void control(Opcode opcode, byte[] payload) throws CharacterCodingException {
        if (!listener.closing().readsFrames()) {
            return;
        }
        if (opcode == Opcode.CLOSE) {
            listener.closeReceived(CloseBodies.decode(payload));
        } else if (opcode == Opcode.PING) {
            listener.pingReceived(payload);
        } else if (!listener.answersOwnPing(payload) && isForEndpoint()) {
            deliveries.pong(payload);
        }
    }

    @Override
    public void begin(Opcode opcode, boolean fin, boolean rsv1, long length) {
        if (isForEndpoint()) {
            messages.begin(opcode, fin, rsv1, length);
        }
    }

    @Override
    public boolean payload(ByteBuf in, int length, boolean endsFrame) throws CharacterCodingException {
        if (isForEndpoint()) {
            return messages.payload(in, length, endsFrame);
        }
        in.skipBytes(length);
        return true;
    }

    private boolean isForEndpoint() {
        return listener.closing().takesMessages();
    }

    /** Gives up the message that is being received if messages are no longer delivered. */
    void discardIfOver() {
        if (!isForEndpoint()) {
            discard();
        }
    }

    void discard() {
        messages.discard(listener.closing().failure());
    }
}
