/**
 * Shows how connections are closed: a standard client endpoint, a Jakarta WebSocket server and a raw peer that
 * misbehaves, with a relay between them that sees every frame. What is printed was observed in that run, and is
 * compared with what should have been.
 */
package dev.adieu.websocket.demo;
