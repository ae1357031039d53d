package dev.adieu.websocket.impl.connection.frame;

import io.netty.handler.codec.compression.DecompressionException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates compressed messages (RFC 7692, section 7.2.2), no more at a time than there is space for: a small frame can
 * become a thousand times larger. Event loop only.
 */
public final class MessageInflater {

    /** Ends each message; the peer has left it out. */
    private static final byte[] TAIL = {0, 0, -1, -1};

    private final boolean keepsContext;
    private final Inflater inflater = new Inflater(true);
    private ByteBuffer input = ByteBuffer.wrap(TAIL, 0, 0);

    /**
     * @param keepsContext whether the context goes from message to message; it does not with
     *     {@code server_no_context_takeover}
     */
    public MessageInflater(boolean keepsContext) {
        this.keepsContext = keepsContext;
    }

    /** Sets what is inflated next. The position of the buffer moves behind what has been. */
    public void input(ByteBuffer next) {
        input = next;
        inflater.setInput(next);
    }

    /** Sets the end of a message as what is inflated next. */
    public void inputTail() {
        input(ByteBuffer.wrap(TAIL));
    }

    /**
     * Inflates as much as there is space for.
     *
     * @return the number of bytes; fewer than the space if everything that was set has been inflated
     * @throws DecompressionException if the data is malformed
     */
    public int inflate(byte[] to, int offset, int space) {
        try {
            int total = 0;
            int count;
            do {
                count = inflater.inflate(to, offset + total, space - total);
                total += count;
            } while (total < space && (restarted() || count > 0));
            return total;
        } catch (DataFormatException e) {
            throw new DecompressionException("the DEFLATE data is malformed: " + e.getMessage(), e);
        }
    }

    /** A block may say that it is the last, and others follow all the same (RFC 7692, section 7.2.3.4). */
    private boolean restarted() {
        if (!inflater.finished()) {
            return false;
        }
        inflater.reset();
        inflater.setInput(input);
        return true;
    }

    /** Ends a message whose tail has been inflated. */
    public void endMessage() {
        if (!keepsContext) {
            inflater.reset();
        }
    }

    /** Frees the memory. Nothing can be inflated any more. */
    public void end() {
        inflater.end();
    }
}
