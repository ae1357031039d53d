/**
 * One WebSocket connection on Netty: name lookup, TCP, TLS, proxy, opening handshake, frames, queue and clocks. It
 * knows nothing of Jakarta WebSocket, and obeys {@link dev.adieu.websocket.impl.closing}.
 */
@NullMarked
package dev.adieu.websocket.impl.connection;

import org.jspecify.annotations.NullMarked;
