/** The rules of reconnecting, as functions of what happened: no I/O, no threads, no clock, no randomness. */
@NullMarked
package dev.adieu.websocket.impl.reconnect;

import org.jspecify.annotations.NullMarked;
