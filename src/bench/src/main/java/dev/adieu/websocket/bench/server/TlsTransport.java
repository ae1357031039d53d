package dev.adieu.websocket.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** TLS by the JDK, between a connection and its TCP. */
final class TlsTransport implements Transport {

    private static final int RECORDS = 16;

    private final Transport tcp;
    private final SSLEngine engine;
    private final ByteBuffer received;
    private final ByteBuffer toSend;

    TlsTransport(Transport tcp, SSLContext context) {
        this.tcp = tcp;
        this.engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        int record = engine.getSession().getPacketBufferSize();
        this.received = ByteBuffer.allocate(RECORDS * record);
        this.toSend = ByteBuffer.allocate(RECORDS * record);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        // Until TCP has nothing more: what is left here would not wake the selector.
        while (true) {
            int read = tcp.read(received);
            received.flip();
            boolean ended = unwrap(into);
            received.compact();
            if (into.position() > before && (read <= 0 || into.remaining() < received.capacity())) {
                return into.position() - before;
            }
            if (read < 0 || ended) {
                return -1;
            }
            if (read == 0) {
                return 0;
            }
        }
    }

    /** Returns whether the client has ended TLS. */
    private boolean unwrap(ByteBuffer into) throws IOException {
        while (true) {
            SSLEngineResult result = engine.unwrap(received, into);
            proceed(result.getHandshakeStatus());
            if (result.getStatus() == Status.CLOSED) {
                return true;
            }
            if (result.getStatus() != Status.OK || result.bytesConsumed() == 0 && !received.hasRemaining()) {
                return false;
            }
        }
    }

    private void proceed(HandshakeStatus status) throws IOException {
        HandshakeStatus next = status;
        while (next == HandshakeStatus.NEED_TASK || next == HandshakeStatus.NEED_WRAP) {
            if (next == HandshakeStatus.NEED_TASK) {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                next = engine.getHandshakeStatus();
            } else {
                SSLEngineResult wrapped = wrap(ByteBuffer.allocate(0));
                next = wrapped.getStatus() == Status.CLOSED
                        ? HandshakeStatus.NOT_HANDSHAKING
                        : wrapped.getHandshakeStatus();
            }
        }
        send();
    }

    private SSLEngineResult wrap(ByteBuffer bytes) throws IOException {
        SSLEngineResult result = engine.wrap(bytes, toSend);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            send();
            result = engine.wrap(bytes, toSend);
        }
        return result;
    }

    private void send() throws IOException {
        if (toSend.flip().hasRemaining()) {
            tcp.write(toSend);
        }
        toSend.clear();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (wrap(bytes).getStatus() == Status.CLOSED) {
                throw new IOException("the client has ended TLS");
            }
        }
        send();
    }

    @Override
    public void writable() throws IOException {
        tcp.writable();
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap(ByteBuffer.allocate(0));
        }
        send();
        tcp.end();
    }

    @Override
    public void drop() {
        tcp.drop();
    }
}
