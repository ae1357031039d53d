package dev.adieu.websocket.peer;

import dev.adieu.websocket.peer.TcpEvent.How;
import dev.adieu.websocket.peer.TcpEvent.Side;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The accepted TCP connection, below TLS if there is any. Sees how each side ends it. */
final class WatchedSocket extends Socket {

    private final List<TcpEvent> events = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int bytesAtOnce = Integer.MAX_VALUE;
    private volatile Duration pause = Duration.ZERO;
    private InputStream in;
    private OutputStream out;

    /** Pauses reading from now on each time that number of bytes has been read. */
    void readSlowly(int bytes, Duration between) {
        bytesAtOnce = bytes;
        pause = between;
    }

    synchronized List<TcpEvent> events() {
        return List.copyOf(events);
    }

    synchronized Optional<TcpEvent> end(Side side) {
        return events.stream().filter(e -> e.side() == side).findFirst();
    }

    private synchronized void ended(Side side, How how) {
        if (end(side).isEmpty()) {
            events.add(new TcpEvent(side, how, System.nanoTime()));
        }
    }

    synchronized void fin() throws IOException {
        if (!isClosed() && !isOutputShutdown()) {
            ended(Side.PEER, How.FIN);
            shutdownOutput();
        }
    }

    synchronized void rst() throws IOException {
        if (!isClosed()) {
            ended(Side.PEER, How.RST);
            setSoLinger(true, 0);
            close();
        }
    }

    /** Waits for that time, or shorter if the socket is closed meanwhile. */
    void pause(Duration time) {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ScriptException("the peer was closed while the script paused");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException("interrupted");
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!isClosed()) {
            ended(Side.PEER, How.FIN);
        }
        closed.countDown();
        super.close();
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (in == null) {
            in = new Watching(super.getInputStream());
        }
        return in;
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new WatchingWrites(super.getOutputStream());
        }
        return out;
    }

    private final class Watching extends FilterInputStream {

        private int sincePause;

        Watching(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (sincePause >= bytesAtOnce) {
                sincePause = 0;
                pause(pause);
            }
            try {
                int n = super.read(bytes, offset, Math.min(length, bytesAtOnce));
                sincePause += n;
                if (n < 0) {
                    ended(Side.CLIENT, How.FIN);
                }
                return n;
            } catch (SocketException e) {
                if (!isClosed()) {
                    ended(Side.CLIENT, How.RST);
                }
                throw e;
            }
        }
    }

    private final class WatchingWrites extends FilterOutputStream {

        WatchingWrites(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (SocketException e) {
                if (!isClosed() && !isOutputShutdown()) {
                    ended(Side.CLIENT, How.RST);
                }
                throw e;
            }
        }
    }
}
