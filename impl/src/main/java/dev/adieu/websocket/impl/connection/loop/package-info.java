/**
 * Event loops, the threads that run callbacks, and time: which thread drives a loop and for how long, and what runs
 * later. Knows nothing of WebSocket, and none of the packages that use it.
 */
@NullMarked
package dev.adieu.websocket.impl.connection.loop;

import org.jspecify.annotations.NullMarked;
