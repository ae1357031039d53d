package dev.adieu.websocket.demo;

/** What the client does. */
@FunctionalInterface
interface Steps {

    /**
     * Does it.
     *
     * @throws Exception if it cannot be done
     */
    void run(Conversation conversation) throws Exception;
}
