/** The rules for arguments that Jakarta WebSocket states for more than one of its interfaces. */
package dev.adieu.websocket.impl.provider.arguments;
