/** Connections that are made again: waiting, asking the strategy, connecting the same endpoint. */
@NullMarked
package dev.adieu.websocket.impl.provider.reconnect;

import org.jspecify.annotations.NullMarked;
