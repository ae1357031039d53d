/**
 * Receives messages: holds bytes back until the endpoint takes them, makes messages of the payload of frames, and
 * delivers them.
 */
@NullMarked
package dev.adieu.websocket.impl.connection.receive;

import org.jspecify.annotations.NullMarked;
