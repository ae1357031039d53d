package dev.adieu.websocket.bench.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;

/**
 * As little as speaks WebSocket: a socket, and one thread that reads, calls back and writes. What a callback sends goes
 * out when nothing more is to be read. It checks nothing that it need not; this is no client but a mark to be measured
 * against.
 */
final class RawClient implements Client {

    private static final int BUFFER = 128 * 1024;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Override
    public Connection connect(URI uri, Events events) throws IOException {
        Socket socket = uri.getScheme().equals("wss")
                ? SSLSocketFactory.getDefault().createSocket(uri.getHost(), uri.getPort())
                : new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        RawConnection connection = new RawConnection(socket, events);
        connection.handshake(uri);
        Thread reader = new Thread(connection::read, "raw");
        reader.setDaemon(true);
        reader.start();
        return connection;
    }

    @Override
    public void close() {
        // There is nothing that connections share.
    }

    private static final class RawConnection implements Connection {

        private final Socket socket;
        private final Events events;
        private final DataInputStream in;
        private final OutputStream out;
        private Thread reader;

        RawConnection(Socket socket, Events events) throws IOException {
            this.socket = socket;
            this.events = events;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        }

        void handshake(URI uri) throws IOException {
            String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + ":" + uri.getPort()
                    + "\r\nUpgrade: websocket\r\n" + "Connection: Upgrade\r\nSec-WebSocket-Key: " + KEY
                    + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            int matched = 0;
            while (matched < 4) {
                int next = in.readUnsignedByte();
                matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            }
        }

        void read() {
            int code = 1006;
            String reason = "";
            try (socket) {
                synchronized (this) {
                    reader = Thread.currentThread();
                }
                while (true) {
                    if (in.available() == 0) {
                        flush();
                    }
                    int opcode = in.readUnsignedByte() & 0x0F;
                    byte[] payload = payload();
                    if (opcode == 1) {
                        events.text(new String(payload, StandardCharsets.UTF_8));
                    } else if (opcode == 2) {
                        events.binary(ByteBuffer.wrap(payload));
                    } else if (opcode == 8) {
                        code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
                        reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
                    }
                }
            } catch (EOFException e) {
                events.closed(code, reason);
            } catch (IOException e) {
                events.failed(e);
            }
        }

        private byte[] payload() throws IOException {
            int length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] payload = new byte[length];
            in.readFully(payload);
            return payload;
        }

        @Override
        public void sendText(String text) throws IOException {
            send(1, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void sendBinary(ByteBuffer bytes) throws IOException {
            byte[] payload = new byte[bytes.remaining()];
            bytes.get(bytes.position(), payload);
            send(2, payload);
        }

        @Override
        public void close(int code) throws IOException {
            send(8, ByteBuffer.allocate(2).putShort((short) code).array());
        }

        /** Masks the payload in its place. */
        private synchronized void send(int opcode, byte[] payload) throws IOException {
            ByteBuffer header = ByteBuffer.allocate(14).put((byte) (0x80 | opcode));
            if (payload.length < 126) {
                header.put((byte) (0x80 | payload.length));
            } else if (payload.length < 1 << 16) {
                header.put((byte) (0x80 | 126)).putShort((short) payload.length);
            } else {
                header.put((byte) (0x80 | 127)).putLong(payload.length);
            }
            int mask = ThreadLocalRandom.current().nextInt();
            header.putInt(mask);
            mask(payload, mask);
            out.write(header.array(), 0, header.position());
            out.write(payload);
            if (Thread.currentThread() != reader) {
                out.flush();
            }
        }

        private static void mask(byte[] payload, int mask) {
            ByteBuffer bytes = ByteBuffer.wrap(payload);
            long twice = (long) mask << 32 | mask & 0xFFFFFFFFL;
            int done = 0;
            for (; done + 8 <= payload.length; done += 8) {
                bytes.putLong(done, bytes.getLong(done) ^ twice);
            }
            for (; done < payload.length; done++) {
                payload[done] ^= (byte) (mask >>> 24 - 8 * (done & 3));
            }
        }

        private synchronized void flush() throws IOException {
            out.flush();
        }
    }
}
