/**
 * The rules of closing, and nothing else: facts go in, actions come out. No I/O, no threads, no clock, no locks; every
 * object here is immutable.
 */
@NullMarked
package dev.adieu.websocket.impl.closing;

import org.jspecify.annotations.NullMarked;
