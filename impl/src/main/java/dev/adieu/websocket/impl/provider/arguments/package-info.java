/** The rules for arguments that Jakarta WebSocket states for more than one of its interfaces. */
@NullMarked
package dev.adieu.websocket.impl.provider.arguments;

import org.jspecify.annotations.NullMarked;
