/**
 * The close code where the application named none: the trigger says why the connection is closed, and the chooser what
 * the Close frame says.
 */
package dev.adieu.websocket.impl.connection.code;
