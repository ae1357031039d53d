/**
 * Which close code is sent where the application named none: why the connection is closed, and the question to the
 * application's strategy.
 */
package dev.adieu.websocket.impl.connection.code;
