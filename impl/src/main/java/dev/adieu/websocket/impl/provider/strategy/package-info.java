/** The application's strategies: how they are found, and how their choices are checked. */
@NullMarked
package dev.adieu.websocket.impl.provider.strategy;

import org.jspecify.annotations.NullMarked;
