/** Connections that are made again: waiting, asking the strategy, connecting the same endpoint. */
package dev.adieu.websocket.impl.provider.reconnect;
