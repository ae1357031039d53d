/** The way in: frames that wait for {@code onOpen}, messages that are assembled from frames, and back-pressure. */
package dev.adieu.websocket.impl.connection.receive;
