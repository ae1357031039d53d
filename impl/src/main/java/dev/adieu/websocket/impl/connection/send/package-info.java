/**
 * The way out: the send queue, batches of frames, writes by the calling thread, and messages that are sent in parts.
 */
package dev.adieu.websocket.impl.connection.send;
