/** The application that a container belongs to: its naming, its executor, its context, and its end. */
package dev.adieu.websocket.impl.provider.application;
