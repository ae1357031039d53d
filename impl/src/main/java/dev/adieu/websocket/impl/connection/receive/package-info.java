/**
 * Receives messages: holds bytes back until the endpoint takes them, makes messages of the payload of frames, and
 * delivers them.
 */
package dev.adieu.websocket.impl.connection.receive;
