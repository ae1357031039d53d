/** Connecting TCP to the first of several addresses that answers (RFC 8305, "Happy Eyeballs"). */
@NullMarked
package dev.adieu.websocket.impl.connection.tcp;

import org.jspecify.annotations.NullMarked;
