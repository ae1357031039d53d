/** The grammar that header fields share (RFC 9110, section 5.6). */
package dev.adieu.websocket.impl.connection.http;
