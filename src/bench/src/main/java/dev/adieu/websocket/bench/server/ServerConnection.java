package dev.adieu.websocket.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One client: its opening handshake, then its frames. */
final class ServerConnection {

    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    /** The code of every answer to a Close frame: a client that reports another one has not listened. */
    private static final int ANSWER = 4000;

    private final Transport transport;
    private final Map<String, Seen> windows;
    /** The beginning of a frame or handshake whose rest has not come; {@code null} if there is none. */
    private ByteBuffer rest;
    /** {@code null} until the opening handshake is done. */
    private ServerHandshake handshake;

    private Seen seen;
    private boolean closed;
    private long messages;
    private long bytes;

    ServerConnection(Transport transport, Map<String, Seen> windows) {
        this.transport = transport;
        this.windows = windows;
    }

    void writable() throws IOException {
        transport.writable();
    }

    void broken() {
        if (!closed && handshake != null) {
            seen.closed(0);
        }
        closed = true;
        transport.drop();
    }

    void readable(ByteBuffer in, ByteBuffer out) throws IOException {
        if (rest != null) {
            in.put(rest);
            rest = null;
        }
        int read = transport.read(in);
        if (read < 0) {
            broken();
            return;
        }
        in.flip();
        if (handshake == null) {
            handshake = ServerHandshake.read(in);
            if (handshake != null) {
                seen = windows.computeIfAbsent(handshake.path(), path -> new Seen());
                out.put(handshake.response());
            }
        }
        while (handshake != null && !closed && readFrame(in, out)) {
            // Until a frame is incomplete.
        }
        if (out.flip().hasRemaining()) {
            transport.write(out);
        }
        if (closed) {
            transport.end();
        } else if (in.hasRemaining()) {
            rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    /** Returns whether there was a whole frame. */
    private boolean readFrame(ByteBuffer in, ByteBuffer out) throws IOException {
        int available = in.remaining();
        if (available < 6) {
            return false;
        }
        int start = in.position();
        int first = in.get(start) & 0xFF;
        int length = in.get(start + 1) & 0x7F;
        int header = 2;
        if (length == 126) {
            length = in.getShort(start + 2) & 0xFFFF;
            header = 4;
        } else if (length == 127) {
            if (available < 10) {
                return false;
            }
            length = Math.toIntExact(in.getLong(start + 2));
            header = 10;
        }
        if (available < header + 4 + length) {
            return false;
        }
        if (in.get(start + 1) >= 0) {
            throw new IOException("a client must mask its frames (RFC 6455, section 5.1)");
        }
        int mask = in.getInt(start + header);
        in.position(start + header + 4);
        frame(first, length, mask, in, out);
        return true;
    }

    private void frame(int first, int length, int mask, ByteBuffer in, ByteBuffer out) {
        int opcode = first & 0x0F;
        if (opcode == CLOSE) {
            byte[] reason = (messages + ":" + bytes).getBytes(StandardCharsets.US_ASCII);
            seen.closed(length < 2 ? 1005 : (in.getShort(in.position()) ^ mask >>> 16) & 0xFFFF);
            header(0x88, 2 + reason.length, out).putShort((short) ANSWER).put(reason);
            in.position(in.position() + length);
            closed = true;
        } else if (opcode == PONG) {
            in.position(in.position() + length);
        } else if (opcode == PING) {
            Masking.unmask(in, length, mask, header(0x80 | PONG, length, out));
        } else {
            // Compressed or not, the frame goes back as it came: both directions of permessage-deflate then have the
            // same history.
            messages += first >>> 7;
            bytes += length;
            seen.frame(first >= 0x80, length);
            if (handshake.echoes()) {
                Masking.unmask(in, length, mask, header(first, length, out));
            } else {
                in.position(in.position() + length);
            }
        }
    }

    private static ByteBuffer header(int first, int length, ByteBuffer out) {
        out.put((byte) first);
        if (length < 126) {
            out.put((byte) length);
        } else if (length < 1 << 16) {
            out.put((byte) 126).putShort((short) length);
        } else {
            out.put((byte) 127).putLong(length);
        }
        return out;
    }
}
