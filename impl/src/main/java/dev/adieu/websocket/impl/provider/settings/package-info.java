/** The settings: their names, sources, and allowed values. */
@NullMarked
package dev.adieu.websocket.impl.provider.settings;

import org.jspecify.annotations.NullMarked;
