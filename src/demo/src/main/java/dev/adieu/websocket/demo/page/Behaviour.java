package dev.adieu.websocket.demo.page;

import dev.adieu.websocket.peer.Frame;
import java.io.IOException;

/** The behaviour of the server once a connection is open. */
enum Behaviour {
    ANSWERS {
        @Override
        void play(LiveServer server) throws IOException {
            server.send("repeats that Close", Frame.of(CLOSE, server.awaitClose()));
            server.fin();
        }
    },
    ANSWERS_OTHERWISE {
        @Override
        void play(LiveServer server) throws IOException {
            server.awaitClose();
            server.send("answers with another code", Frame.close(4001, "other"));
            server.fin();
        }
    },
    ANSWERS_EMPTY {
        @Override
        void play(LiveServer server) throws IOException {
            server.awaitClose();
            server.send("answers with an empty Close", Frame.close());
            server.fin();
        }
    },
    ANSWERS_AND_STAYS {
        @Override
        void play(LiveServer server) throws IOException {
            server.send("repeats that Close, and does not end TCP", Frame.of(CLOSE, server.awaitClose()));
        }
    },
    NEVER_ANSWERS {
        @Override
        void play(LiveServer server) {
            server.awaitClose();
            server.note("does nothing");
        }
    },
    CLOSES_FIRST {
        @Override
        void play(LiveServer server) throws IOException {
            server.send("closes", Frame.close(4000, "server says bye"));
            server.awaitClose();
            server.fin();
        }
    },
    ENDS_TCP {
        @Override
        void play(LiveServer server) throws IOException {
            server.fin();
        }
    },
    RESETS_TCP {
        @Override
        void play(LiveServer server) throws IOException {
            server.rst();
        }
    },
    BREAKS_THE_PROTOCOL {
        @Override
        void play(LiveServer server) throws IOException {
            server.send("sends a frame with a reserved opcode", Frame.of(3));
        }
    },
    FALLS_SILENT {
        @Override
        void play(LiveServer server) {
            server.note("hangs: it reads, and answers nothing from now on");
        }
    },
    RESTARTS {
        @Override
        void play(LiveServer server) throws IOException {
            restart(server);
        }
    },
    RESTARTS_OVERLOADED {
        @Override
        void play(LiveServer server) throws IOException {
            restart(server);
        }

        @Override
        boolean refuses(int connection) {
            return connection == 2;
        }
    };

    private static void restart(LiveServer server) throws IOException {
        server.send("restarts", Frame.close(1012, "restart"));
        server.awaitClose();
        server.fin();
    }

    /** Returns whether a client that stays connected finds it again. */
    boolean comesBack() {
        return compareTo(FALLS_SILENT) >= 0;
    }

    /** Returns whether it answers the opening handshake of that connection, the first is 1, with 503. */
    boolean refuses(int connection) {
        return false;
    }

    private static final int CLOSE = 8;

    /** Plays from the open connection on. */
    abstract void play(LiveServer server) throws IOException;
}
