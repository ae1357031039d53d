/**
 * Frames and what they carry (RFC 6455, section 5; RFC 7692): opcodes, encoding, decoding, masking, UTF-8, compression,
 * limits. Knows no connection and no event loop.
 */
package dev.adieu.websocket.impl.connection.frame;
