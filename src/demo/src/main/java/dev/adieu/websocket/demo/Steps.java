package dev.adieu.websocket.demo;

/** The steps of the client. */
@FunctionalInterface
interface Steps {

    /**
     * Does it.
     *
     * @throws Exception if it cannot be done
     */
    void run(Conversation conversation) throws Exception;
}
