/** The remote endpoints of Jakarta WebSocket: blocking, asynchronous, in parts, as streams and writers. */
@NullMarked
package dev.adieu.websocket.impl.provider.remote;

import org.jspecify.annotations.NullMarked;
