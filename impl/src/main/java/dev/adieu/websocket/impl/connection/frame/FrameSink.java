package dev.adieu.websocket.impl.connection.frame;

import io.netty.buffer.ByteBuf;
import java.nio.charset.CharacterCodingException;

/**
 * Takes the frames that a {@link FrameDecoder} reads: control frames whole, the payload of data frames as it comes.
 * Event loop only.
 */
public interface FrameSink {

    /** Returns whether data may be read now. If not, the decoder stops in front of it. */
    boolean takesData();

    /**
     * Takes a control frame, whose payload is not used by anyone else.
     *
     * @throws CharacterCodingException if the reason in a Close frame is not UTF-8
     */
    void control(Opcode opcode, byte[] payload) throws CharacterCodingException;

    /**
     * Takes the header of a data frame. Its payload follows in one or more pieces.
     *
     * @param rsv1 whether the message that begins here is compressed (RFC 7692, section 6)
     * @param length the number of payload bytes that the header announces
     */
    void begin(Opcode opcode, boolean fin, boolean rsv1, long length);

    /**
     * Takes the next piece of payload from the buffer, or as much of it as can be taken now.
     *
     * @param length the number of bytes in this piece
     * @param endsFrame whether the frame ends with it
     * @return whether the piece was taken completely; if not, the rest is offered again once data may be read
     * @throws CharacterCodingException if text is not UTF-8
     */
    boolean payload(ByteBuf in, int length, boolean endsFrame) throws CharacterCodingException;
}
