/** Connecting TCP to the first of several addresses that answers (RFC 8305, "Happy Eyeballs"). */
package dev.adieu.websocket.impl.connection.tcp;
