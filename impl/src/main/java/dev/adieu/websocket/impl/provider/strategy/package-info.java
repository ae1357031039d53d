/** The application's strategies: how they are found, and how their choices are checked. */
package dev.adieu.websocket.impl.provider.strategy;
