/**
 * Sending: the send queue, batches of frames, direct writes by the sending thread, and messages that are sent in parts.
 */
@NullMarked
package dev.adieu.websocket.impl.connection.send;

import org.jspecify.annotations.NullMarked;
