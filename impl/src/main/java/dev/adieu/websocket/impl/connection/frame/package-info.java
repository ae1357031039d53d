/**
 * Reads and writes frames and what they carry (RFC 6455, section 5; RFC 7692): opcodes, masks, UTF-8, compression.
 * Knows no connection and no event loop.
 */
@NullMarked
package dev.adieu.websocket.impl.connection.frame;

import org.jspecify.annotations.NullMarked;
