package dev.adieu.websocket.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from a client. */
interface Transport {

    /** Reads what there is; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes all of it, now or when the client takes it. */
    void write(ByteBuffer bytes) throws IOException;

    /** Called when the client takes more. */
    void writable() throws IOException;

    /** Ends TCP after what is still to be written. */
    void end() throws IOException;

    /** Ends TCP now. */
    void drop();
}
