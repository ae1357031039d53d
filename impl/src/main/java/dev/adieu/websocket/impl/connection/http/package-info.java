/** The grammar that header fields share (RFC 9110, section 5.6). */
@NullMarked
package dev.adieu.websocket.impl.connection.http;

import org.jspecify.annotations.NullMarked;
