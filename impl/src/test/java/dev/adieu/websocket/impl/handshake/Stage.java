package dev.adieu.websocket.impl.handshake;

import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ClientSockets;
import dev.adieu.websocket.peer.ConnectProxy;
import dev.adieu.websocket.peer.FullBacklog;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * An attempt that goes so far and no further.
 *
 * @param uri where it goes
 * @param reached whether it has come so far
 * @param port to which its socket leads; 0 if it has none yet
 * @param end lets go of everything
 */
record Stage(Client client, URI uri, BooleanSupplier reached, int port, Runnable end) implements AutoCloseable {

    /** The stages, in their order. */
    enum At {
        LOOKING_UP_THE_NAME {
            @Override
            Stage open() {
                CountDownLatch asked = new CountDownLatch(1);
                CountDownLatch over = new CountDownLatch(1);
                Client client = new Client(host -> {
                    asked.countDown();
                    awaitUninterrupted(over);
                    return List.of(InetAddress.getLoopbackAddress());
                });
                return new Stage(
                        client,
                        URI.create("ws://slow.example.test:9/"),
                        () -> asked.getCount() == 0,
                        0,
                        over::countDown);
            }
        },
        CONNECTING_TCP {
            @Override
            Stage open() {
                FullBacklog server = FullBacklog.open();
                int before = ClientSockets.to(server.port());
                return new Stage(
                        new Client(),
                        server.uri(),
                        () -> ClientSockets.to(server.port()) > before,
                        server.port(),
                        server::close);
            }
        },
        WAITING_FOR_THE_PROXY {
            @Override
            Stage open() {
                ConnectProxy proxy = ConnectProxy.plain().silent();
                Client client = new Client().with("adieu.proxy", proxy.uri());
                return new Stage(
                        client,
                        URI.create("ws://example.test/"),
                        () -> proxy.requests().size() > 0,
                        proxy.port(),
                        proxy::close);
            }
        },
        IN_THE_TLS_HANDSHAKE {
            @Override
            Stage open() {
                CountDownLatch hello = new CountDownLatch(1);
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    hello.countDown();
                });
                return new Stage(
                        new Client(),
                        URI.create("wss://127.0.0.1:" + peer.port() + "/"),
                        () -> hello.getCount() == 0,
                        peer.port(),
                        peer::close);
            }
        },
        WAITING_FOR_THE_RESPONSE {
            @Override
            Stage open() {
                CountDownLatch request = new CountDownLatch(1);
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    Scripts.neverAccept().run(c);
                    request.countDown();
                });
                return new Stage(new Client(), peer.uri(), () -> request.getCount() == 0, peer.port(), peer::close);
            }
        };

        abstract Stage open();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void awaitReached() {
        Eventually.holds(reached, () -> "the attempt does not come so far");
    }

    /** Sockets of the client to the server, which the server has nothing to do with. */
    int sockets() {
        return port == 0 ? 0 : ClientSockets.to(port);
    }

    @Override
    public void close() {
        end.run();
        client.close();
    }
}
