/** The settings: their names, where they are looked up, and what they may be. */
package dev.adieu.websocket.impl.provider.settings;
