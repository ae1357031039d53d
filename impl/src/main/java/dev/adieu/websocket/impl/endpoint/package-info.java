/**
 * The application's endpoint, its handlers and coders: the one place that knows Tyrus, whose endpoint model this is.
 */
@NullMarked
package dev.adieu.websocket.impl.endpoint;

import org.jspecify.annotations.NullMarked;
