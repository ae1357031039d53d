package dev.adieu.websocket.peer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A SOCKS proxy, of the versions 4, 4a and 5, on an ephemeral port of the loopback interface. It leads every host to
 * the loopback interface, as a proxy that looks names up itself.
 */
public final class SocksProxy extends LoopbackProxy {

    private static final int PASSWORD = 2;
    private static final int NONE_ACCEPTABLE = 0xFF;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String credentials;
    private volatile int reply;

    private SocksProxy() throws IOException {
        begin();
    }

    public static SocksProxy open() {
        try {
            return new SocksProxy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a password (RFC 1929), or for a user of version 4. */
    public SocksProxy wanting(String userColonPassword) {
        credentials = userColonPassword;
        return this;
    }

    /** Answers every request with that code. */
    public SocksProxy answering(int code) {
        reply = code;
        return this;
    }

    /** The requests so far: version, host and port. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            if (in.readUnsignedByte() == 4) {
                serve4(client, in);
            } else {
                serve5(client, in);
            }
        } catch (IOException e) {
            // One side has ended its connection, and so does this.
        }
    }

    private void serve4(Socket client, DataInputStream in) throws IOException {
        in.readUnsignedByte();
        int port = in.readUnsignedShort();
        byte[] address = in.readNBytes(4);
        String user = untilZero(in);
        boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
        requests.add("4 "
                + (named ? untilZero(in) : InetAddress.getByAddress(address).getHostAddress()) + ":" + port);
        int code = reply != 0 ? reply : credentials != null && !credentials.equals(user) ? 93 : 90;
        client.getOutputStream().write(new byte[] {0, (byte) code, 0, 0, 0, 0, 0, 0});
        if (code == 90) {
            tunnel(client, in, port);
        }
    }

    private static String untilZero(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
            text.append((char) b);
        }
        return text.toString();
    }

    private void serve5(Socket client, DataInputStream in) throws IOException {
        OutputStream out = client.getOutputStream();
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        if (credentials == null) {
            out.write(new byte[] {5, 0});
        } else if (methods[methods.length - 1] != PASSWORD) {
            out.write(new byte[] {5, (byte) NONE_ACCEPTABLE});
            return;
        } else {
            out.write(new byte[] {5, PASSWORD});
            in.readUnsignedByte();
            boolean right = credentials.equals(text(in) + ":" + text(in));
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return;
            }
        }
        in.readNBytes(3);
        String host = switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> text(in);
        };
        int port = in.readUnsignedShort();
        requests.add("5 " + host + ":" + port);
        // The address in the answer is a name, the only kind whose length varies.
        for (byte b : new byte[] {5, (byte) reply, 0, 3, 2, 'm', 'e', 0, 0}) {
            out.write(b);
        }
        if (reply == 0) {
            tunnel(client, in, port);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private void tunnel(Socket client, DataInputStream in, int port) throws IOException {
        try (Socket target = connect(port)) {
            tunnel(client, in, target);
        }
    }
}
