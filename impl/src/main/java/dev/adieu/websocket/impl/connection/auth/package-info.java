/** Challenges of servers and the answers to them (RFC 9110, section 11; RFC 7616; RFC 7617). */
package dev.adieu.websocket.impl.connection.auth;
