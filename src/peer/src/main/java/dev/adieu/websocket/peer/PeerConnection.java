package dev.adieu.websocket.peer;

import dev.adieu.websocket.peer.TcpEvent.Side;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One connection as the peer sees it. The script acts here, and tests look on.
 *
 * <p>Only the thread of the script reads from the socket: in each {@code await…} method, and when the script has
 * returned. From other threads the same methods wait until that thread has read what is awaited. Everything can be
 * called from any thread.
 */
public final class PeerConnection {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final long accepted = System.nanoTime();
    private final WatchedSocket tcp;
    private final SSLSocket tls;
    private final Semaphore cues = new Semaphore(0);
    private final List<ClientFrame> frames = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private final Object writing = new Object();
    private final Thread thread;
    private InputStream in;
    private ClientFrameReader reader;
    private OutputStream out;
    private OpeningRequest request;
    private boolean closeNotified;
    private boolean over;
    private boolean abandoned;
    private Throwable failure;

    PeerConnection(WatchedSocket tcp, SSLContext context, boolean wantsClientCertificate, Script script, String name)
            throws IOException {
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        if (context == null) {
            tls = null;
        } else {
            // Not closing TCP with TLS: how TCP ends is the script's to say.
            tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, false);
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(wantsClientCertificate);
        }
        thread = new Thread(() -> play(script), name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void play(Script script) {
        try (tcp) {
            in = new BufferedInputStream((tls == null ? tcp : tls).getInputStream(), 1 << 16);
            reader = new ClientFrameReader(in);
            out = (tls == null ? tcp : tls).getOutputStream();
            script.run(this);
            while (!clientIsDone()) {
                read(0);
            }
        } catch (IOException | RuntimeException | Error e) {
            synchronized (this) {
                failure = abandoned ? null : e;
            }
        } finally {
            synchronized (this) {
                over = true;
                notifyAll();
            }
        }
    }

    // ---------------------------------------------------------------- opening

    /** Returns the opening handshake of the client; reads it if it has not been read. */
    public OpeningRequest request() {
        if (Thread.currentThread() == thread && known(() -> request) == null) {
            try {
                tcp.setSoTimeout((int) PATIENCE.toMillis());
                OpeningRequest head = OpeningRequest.read(in);
                synchronized (this) {
                    request = head;
                    notifyAll();
                }
            } catch (IOException e) {
                throw (ScriptException) new ScriptException("no opening handshake: " + e.getMessage()).initCause(e);
            }
        }
        return await(() -> request, "the opening handshake");
    }

    /** Returns the right answer to the opening handshake, to be changed and sent. */
    public Response accepting() {
        return Response.accepting(request());
    }

    /** Sends the right answer to the opening handshake, and what follows in the same segment. */
    public void accept(Wire... following) throws IOException {
        List<Wire> all = new ArrayList<>(Arrays.asList(following));
        all.add(0, accepting());
        send(all.toArray(Wire[]::new));
    }

    /** Returns the bytes that come, at least one, without taking them for anything. */
    public byte[] readAnything() throws IOException {
        tcp.setSoTimeout((int) PATIENCE.toMillis());
        byte[] buffer = new byte[1 << 14];
        int n = in.read(buffer);
        return Arrays.copyOf(buffer, Math.max(n, 0));
    }

    /** Reads until the client has ended TCP, without taking the bytes for anything. */
    public void discardTheRest() throws IOException {
        try {
            tcp.setSoTimeout(0);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            if (!clientIsDone()) {
                throw e;
            }
        }
    }

    /**
     * Reads until the client has ended TCP, below TLS. A peer whose TLS handshake has failed reads on in this way,
     * since TCP discards an alert that was sent if the connection is closed with bytes unread.
     */
    public void discardBelowTls() throws IOException {
        tcp.setSoTimeout(0);
        tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Returns the TLS session, with the name that the client asked for and the certificate that it presented. */
    public ExtendedSSLSession tlsSession() {
        return (ExtendedSSLSession) tls.getSession();
    }

    // ---------------------------------------------------------------- sending

    /** Sends all of it with one write. */
    public void send(Wire... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Wire part : parts) {
            all.writeBytes(part.bytes());
        }
        write(all.toByteArray(), 0, all.size());
    }

    /** Sends in pieces of that many bytes, each with a write of its own. */
    public void sendInChops(int size, Wire wire) throws IOException {
        byte[] bytes = wire.bytes();
        for (int i = 0; i < bytes.length; i += size) {
            write(bytes, i, Math.min(size, bytes.length - i));
        }
    }

    /** Sends the same again and again until the client has ended TCP. */
    public void sendEndlessly(Wire wire) throws IOException {
        byte[] bytes = wire.bytes();
        try {
            while (true) {
                write(bytes, 0, bytes.length);
            }
        } catch (IOException e) {
            if (tcp.end(Side.CLIENT).isEmpty()) {
                throw e;
            }
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (writing) {
            out.write(bytes, offset, length);
            out.flush();
        }
    }

    // ---------------------------------------------------------------- receiving

    /** Returns every frame that the client has sent so far. */
    public synchronized List<ClientFrame> frames() {
        return List.copyOf(frames);
    }

    /** Waits until the client has sent that many frames in all. */
    public List<ClientFrame> awaitFrames(int count) {
        return await(() -> frames.size() >= count ? List.copyOf(frames) : null, count + " frames");
    }

    /** Waits for the client's first frame of that kind. */
    public ClientFrame awaitFrame(int opcode) {
        return await(() -> first(f -> f.opcode() == opcode), "a " + Opcode.name(opcode) + " frame");
    }

    /** Waits for the client's Close. */
    public ClientFrame awaitClose() {
        return awaitFrame(Opcode.CLOSE);
    }

    /** Waits for the client's Close and repeats it (RFC 6455, section 5.5.1). */
    public void answerClose() throws IOException {
        send(Frame.of(Opcode.CLOSE, awaitClose().payload()));
    }

    private ClientFrame first(Predicate<ClientFrame> wanted) {
        return frames.stream().filter(wanted).findFirst().orElse(null);
    }

    /** Returns how many bytes came of a frame that the client did not complete before it ended TCP. */
    public synchronized int unfinishedBytes() {
        return reader.unfinished();
    }

    /**
     * Repeats what the client sends, in as few writes as possible, until its Close, which is returned and not answered.
     * Only that Close is recorded: for runs of any length.
     */
    ClientFrame echoUnrecorded() throws IOException {
        tcp.setSoTimeout(0);
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        for (ClientFrame frame = reader.next(); frame != null; frame = reader.next()) {
            if (frame.isClose()) {
                write(pending.toByteArray(), 0, pending.size());
                record(frame);
                return frame;
            }
            pending.writeBytes(Scripts.repeated(frame));
            if (in.available() == 0 || pending.size() >= 1 << 16) {
                write(pending.toByteArray(), 0, pending.size());
                pending.reset();
            }
        }
        throw new ScriptException("the client ended TCP without a Close");
    }

    /** Waits for the frame with that index. */
    public ClientFrame awaitFrameAt(int index) {
        return await(() -> frames.size() > index ? frames.get(index) : null, "frame " + index);
    }

    /** Pauses from now on each time that number of bytes has been read from TCP. */
    public void readSlowly(int bytesAtOnce, Duration pause) {
        tcp.readSlowly(bytesAtOnce, pause);
    }

    /** Does nothing for that time; does not read either. */
    public void pause(Duration time) {
        tcp.pause(time);
    }

    /** Does nothing, and does not read, until the whole peer is closed. */
    public void stopReading() {
        pause(Duration.ofDays(1));
    }

    // ---------------------------------------------------------------- cues

    /** Lets the script go on that waits, or will wait, in {@link #awaitCue()}. */
    public void cue() {
        cues.release();
    }

    /** Waits, without reading, until a test has called {@link #cue()}. */
    public void awaitCue() {
        try {
            if (!cues.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new ScriptException("no cue came within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException("interrupted while waiting for a cue");
        }
    }

    /** Says how far the script is. */
    public synchronized void mark(String reached) {
        marks.add(reached);
        notifyAll();
    }

    /** Waits until the script has said that it is so far. */
    public void awaitMark(String reached) {
        awaitElsewhere(() -> marks.contains(reached) ? true : null, "the mark " + reached);
    }

    // ---------------------------------------------------------------- ending

    /**
     * Ends the peer's direction of TCP gracefully, after TLS' close_notify where there is TLS; the client's direction
     * stays open.
     */
    public void fin() throws IOException {
        synchronized (writing) {
            if (tls != null && !tcp.isOutputShutdown()) {
                tls.shutdownOutput();
            }
            tcp.fin();
        }
    }

    /** Does as {@link #fin()}, but cuts TLS off without its close_notify. */
    public void finWithoutCloseNotify() throws IOException {
        tcp.fin();
    }

    /** Sends bytes that TLS has not encrypted. */
    public void sendBelowTls(byte[] bytes) throws IOException {
        synchronized (writing) {
            tcp.getOutputStream().write(bytes);
        }
    }

    /** Resets TCP. */
    public void rst() throws IOException {
        tcp.rst();
    }

    /**
     * Ends both directions of TCP at once; bytes of the client that come later, or were not read, are answered with a
     * reset.
     */
    public void close() throws IOException {
        if (!tcp.isClosed()) {
            fin();
            tcp.close();
        }
    }

    /** Waits until the client has ended its direction of TCP. */
    public TcpEvent awaitClientEnd() {
        return await(() -> tcp.end(Side.CLIENT).orElse(null), "the client's end of TCP");
    }

    /** Returns how each side has ended its direction of TCP so far, in order. */
    public List<TcpEvent> tcpEvents() {
        return tcp.events();
    }

    /** Returns whether the client ended TLS gracefully (close_notify) before TCP. */
    public synchronized boolean closeNotified() {
        return closeNotified;
    }

    /** Waits until the script is over and TCP has ended; throws what the script has thrown. */
    public void awaitOver() {
        Throwable thrown;
        synchronized (this) {
            awaitElsewhere(() -> over ? true : null, "the end of the connection");
            thrown = failure;
        }
        if (thrown != null) {
            throw new AssertionError("the script failed: " + this, thrown);
        }
    }

    /** Returns the {@link System#nanoTime()} at which the connection was accepted. */
    public long acceptedNanos() {
        return accepted;
    }

    /** Resets TCP if it has not ended, and waits until the thread has. */
    void end() {
        synchronized (this) {
            abandoned = true;
        }
        try {
            tcp.rst();
            thread.interrupt();
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " goes on although its socket is closed");
        }
    }

    // ---------------------------------------------------------------- waiting

    private boolean clientIsDone() {
        return tcp.isClosed() || tcp.end(Side.CLIENT).isPresent();
    }

    /** Reads one frame, or how TCP ends; a timeout of 0 is none. */
    private void read(int timeoutMillis) throws IOException {
        try {
            tcp.setSoTimeout(timeoutMillis);
            ClientFrame frame = reader.next();
            if (frame != null) {
                record(frame);
                return;
            }
            if (tcp.end(Side.CLIENT).isEmpty()) {
                // TLS has ended and TCP has not.
                synchronized (this) {
                    closeNotified = true;
                }
                tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            if (!clientIsDone()) {
                throw e;
            }
        }
        synchronized (this) {
            notifyAll();
        }
    }

    private synchronized void record(ClientFrame frame) {
        frames.add(frame);
        notifyAll();
    }

    private synchronized <T> T known(Supplier<T> fact) {
        return fact.get();
    }

    private <T> T await(Supplier<T> fact, String what) {
        return Thread.currentThread() == thread ? awaitByReading(fact, what) : awaitElsewhere(fact, what);
    }

    private <T> T awaitByReading(Supplier<T> fact, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T found = known(fact);
        while (found == null) {
            try {
                if (clientIsDone()) {
                    throw new ScriptException(what + " never came: " + this);
                }
                read((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (SocketTimeoutException e) {
                throw (ScriptException)
                        new ScriptException(what + " did not come within " + PATIENCE + ": " + this).initCause(e);
            } catch (IOException e) {
                throw (ScriptException) new ScriptException(what + " never came: " + this).initCause(e);
            }
            found = known(fact);
        }
        return found;
    }

    private synchronized <T> T awaitElsewhere(Supplier<T> fact, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                T found = fact.get();
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (found != null) {
                    return found;
                }
                if (over || left <= 0) {
                    ScriptException never = new ScriptException(
                            what + (over ? " never came: " : " did not come within " + PATIENCE + ": ") + this);
                    never.initCause(failure);
                    throw never;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException("interrupted while waiting for " + what);
        }
    }

    /** Returns the events so far. */
    @Override
    public synchronized String toString() {
        return (request == null ? "no request" : request.line()) + ", frames " + frames + ", TCP " + tcp.events()
                + (failure == null ? "" : ", failure " + failure);
    }
}
