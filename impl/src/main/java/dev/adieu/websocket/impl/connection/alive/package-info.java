/** Pings a peer that is silent, and notices that it is gone. */
package dev.adieu.websocket.impl.connection.alive;
