/**
 * The close code if the application named none: the trigger states why the connection is closed, and the chooser
 * decides what the Close frame contains.
 */
@NullMarked
package dev.adieu.websocket.impl.connection.code;

import org.jspecify.annotations.NullMarked;
