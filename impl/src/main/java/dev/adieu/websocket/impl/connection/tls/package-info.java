/** TLS engines, and the verification of host names. */
package dev.adieu.websocket.impl.connection.tls;
