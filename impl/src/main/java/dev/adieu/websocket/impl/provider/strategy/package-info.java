/** The application's close code strategies: where they are found, and what they are asked. */
package dev.adieu.websocket.impl.provider.strategy;
