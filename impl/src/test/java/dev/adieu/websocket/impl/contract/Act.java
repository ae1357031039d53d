package dev.adieu.websocket.impl.contract;

/** Something that the application does, in a step of a row or in a callback. */
@FunctionalInterface
interface Act {

    void run(RowClient c) throws Exception;
}
