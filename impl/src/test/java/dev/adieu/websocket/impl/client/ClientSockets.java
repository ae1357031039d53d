package dev.adieu.websocket.impl.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sockets of this machine, as Linux lists them. */
public final class ClientSockets {

    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;

    private ClientSockets() {}

    /** Returns how many sockets that some process holds lead to that port, connected or not. */
    public static int to(int port) {
        String remotePort = String.format(":%04X", port);
        return (int) Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(table -> lines(table).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[REMOTE_ADDRESS].endsWith(remotePort) && !columns[INODE].equals("0"))
                .count();
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
