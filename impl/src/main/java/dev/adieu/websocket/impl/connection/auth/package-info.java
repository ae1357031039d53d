/** Challenges of servers and the answers to them (RFC 9110, section 11; RFC 7616; RFC 7617). */
@NullMarked
package dev.adieu.websocket.impl.connection.auth;

import org.jspecify.annotations.NullMarked;
