package dev.adieu.websocket.peer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP proxy for CONNECT (RFC 9110, section 9.3.6) on an ephemeral port of the loopback interface, with TLS or
 * without. It leads every name to the loopback interface, as a proxy that looks names up itself.
 */
public final class ConnectProxy extends LoopbackProxy {

    private final SSLContext tls;
    private final List<OpeningRequest> requests = new CopyOnWriteArrayList<>();
    private volatile String credentials;
    private volatile String refusal;
    private volatile boolean silent;
    private volatile int onlyPort;

    private ConnectProxy(SSLContext tls) throws IOException {
        this.tls = tls;
        begin();
    }

    /** Returns a proxy for connections without TLS. */
    public static ConnectProxy plain() {
        return open(null);
    }

    /** Returns a proxy for connections over TLS. */
    public static ConnectProxy tls(SSLContext context) {
        return open(context);
    }

    private static ConnectProxy open(SSLContext context) {
        try {
            return new ConnectProxy(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for Basic credentials. */
    public ConnectProxy wanting(String user, String password) {
        credentials =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Answers every request with this status and a body. */
    public ConnectProxy refusing(String statusAndPhrase) {
        refusal = statusAndPhrase;
        return this;
    }

    /** Leads everybody to that port, whatever port was asked for. */
    public ConnectProxy leadingTo(int port) {
        onlyPort = port;
        return this;
    }

    /** Reads requests and answers none. */
    public ConnectProxy silent() {
        silent = true;
        return this;
    }

    /** Returns the requests so far. */
    public List<OpeningRequest> requests() {
        return List.copyOf(requests);
    }

    /** Returns the address, {@code http:} or {@code https:}. */
    public URI uri() {
        return uri("");
    }

    /** Returns the address with user information in front of the host. */
    public URI uri(String userInfo) {
        return URI.create((tls == null ? "http" : "https") + "://" + (userInfo.isEmpty() ? "" : userInfo + "@")
                + "127.0.0.1:" + port());
    }

    @Override
    void serve(Socket tcp) {
        try (tcp;
                Socket client = tls == null ? tcp : overTls(tcp)) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OpeningRequest request = OpeningRequest.read(in);
            requests.add(request);
            Optional<String> answer = refusal(request);
            if (silent) {
                in.transferTo(OutputStream.nullOutputStream());
            } else if (answer.isPresent()) {
                client.getOutputStream().write(answer.get().getBytes(StandardCharsets.ISO_8859_1));
            } else {
                tunnel(client, in, request.target());
            }
        } catch (IOException e) {
            // One side has ended its connection, and so does this.
        }
    }

    private Socket overTls(Socket tcp) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, true);
        socket.setUseClientMode(false);
        return socket;
    }

    private Optional<String> refusal(OpeningRequest request) {
        String body = "no";
        if (refusal != null) {
            return Optional.of("HTTP/1.1 " + refusal + "\r\nContent-Length: 2\r\n\r\n" + body);
        } else if (credentials != null && !request.header("Proxy-Authorization").equals(Optional.of(credentials))) {
            return Optional.of(
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 2\r\n\r\n"
                            + body);
        }
        return Optional.empty();
    }

    private void tunnel(Socket client, InputStream in, String hostAndPort) throws IOException {
        int port = onlyPort != 0 ? onlyPort : Integer.parseInt(hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1));
        try (Socket target = connect(port)) {
            client.setTcpNoDelay(true);
            client.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            tunnel(client, in, target);
        }
    }
}
