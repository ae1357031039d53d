/** The Jakarta WebSocket faces of the provider: container, session, remote endpoints, settings. */
package dev.adieu.websocket.impl.provider;
