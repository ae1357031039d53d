/** The client as tests use it. */
package dev.adieu.websocket.impl.client;
