/** The settings: their names, sources, and allowed values. */
package dev.adieu.websocket.impl.provider.settings;
