/** Pings a peer that is silent, and notices that it is gone. */
@NullMarked
package dev.adieu.websocket.impl.connection.alive;

import org.jspecify.annotations.NullMarked;
