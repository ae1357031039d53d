/**
 * Making a connection: name lookup, TCP, proxy, TLS, and the opening handshake (RFC 6455, section 4.1), with redirects
 * and credentials.
 */
package dev.adieu.websocket.impl.connection.handshake;
