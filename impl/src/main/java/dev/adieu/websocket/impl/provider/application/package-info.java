/** The application that a container belongs to: its naming, its executor, its context, and its end. */
@NullMarked
package dev.adieu.websocket.impl.provider.application;

import org.jspecify.annotations.NullMarked;
