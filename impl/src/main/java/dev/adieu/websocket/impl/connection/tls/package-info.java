/** TLS engines, and the verification of host names. */
@NullMarked
package dev.adieu.websocket.impl.connection.tls;

import org.jspecify.annotations.NullMarked;
