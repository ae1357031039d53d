/** The Jakarta WebSocket faces of the provider: container, session, remote endpoints, settings. */
@NullMarked
package dev.adieu.websocket.impl.provider;

import org.jspecify.annotations.NullMarked;
