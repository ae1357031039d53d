package dev.adieu.websocket.demo;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the frames in the bytes of one direction (RFC 6455, section 5.2), however they are cut. It judges nothing, and
 * holds no payload.
 */
final class FrameScanner {

    private final Consumer<SeenFrame> frames;
    private final byte[] header = new byte[14];
    private int headerLength;
    private long payloadLength;
    private long payloadSeen;
    private byte[] start;

    FrameScanner(Consumer<SeenFrame> frames) {
        this.frames = frames;
    }

    void scan(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (start == null) {
                header[headerLength++] = bytes[at++];
                if (headerLength >= 2 && headerLength == expectedHeader()) {
                    beginPayload();
                }
            } else {
                int taken = (int) Math.min(end - at, payloadLength - payloadSeen);
                keep(bytes, at, taken);
                at += taken;
            }
            if (start != null && payloadSeen == payloadLength) {
                frames.accept(new SeenFrame(header[0] & 0xF, isMasked(), payloadLength, start));
                start = null;
                headerLength = 0;
            }
        }
    }

    private int expectedHeader() {
        return 2 + extendedLength() + (isMasked() ? 4 : 0);
    }

    private int extendedLength() {
        int form = header[1] & 0x7F;
        return form == 126 ? 2 : form == 127 ? 8 : 0;
    }

    private boolean isMasked() {
        return (header[1] & 0x80) != 0;
    }

    private void beginPayload() {
        int extended = extendedLength();
        payloadLength = extended == 0 ? header[1] & 0x7F : 0;
        for (int i = 0; i < extended; i++) {
            payloadLength = payloadLength << 8 | header[2 + i] & 0xFF;
        }
        payloadSeen = 0;
        start = new byte[(int) Math.min(payloadLength, SeenFrame.SHOWN)];
    }

    private void keep(byte[] bytes, int offset, int length) {
        byte[] mask = isMasked() ? Arrays.copyOfRange(header, headerLength - 4, headerLength) : new byte[4];
        for (int i = 0; i < length && payloadSeen + i < start.length; i++) {
            int index = (int) payloadSeen + i;
            start[index] = (byte) (bytes[offset + i] ^ mask[index & 3]);
        }
        payloadSeen += length;
    }
}
