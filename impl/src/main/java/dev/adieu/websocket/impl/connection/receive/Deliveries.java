package dev.adieu.websocket.impl.connection.receive;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Delivers messages to the endpoint, in order, on the connection's serial executor, and counts what it has not taken
 * yet. Event loop only; each delivery runs on the serial executor.
 */
final class Deliveries implements MessageAssembler.Receiver {

    private final ReceiveListener listener;
    private final Backlog backlog;

    Deliveries(ReceiveListener listener, Backlog backlog) {
        this.listener = listener;
        this.backlog = backlog;
    }

    /** Calls the listener, unless this side has begun to close by then. */
    private abstract class Delivery implements Runnable {

        private final int size;

        Delivery(int size) {
            this.size = size;
        }

        abstract void to(MessageListener messages);

        /** Ends the delivery, whether or not the endpoint was called. */
        void end() {
            // A message that is in memory needs no end.
        }

        @Override
        public final void run() {
            try {
                if (listener.closing().deliversMessages()) {
                    to(listener.messages());
                }
            } catch (Throwable t) {
                listener.onLoop(() -> listener.failed(ReceiveFailure.OWN_FAULT, t));
            } finally {
                end();
                backlog.remove(size);
            }
        }
    }

    private void deliver(Delivery delivery) {
        backlog.add(delivery.size);
        listener.deliver(delivery);
    }

    void pong(byte[] payload) {
        deliver(new Delivery(payload.length) {
            @Override
            void to(MessageListener messages) {
                messages.pong(payload);
            }
        });
    }

    @Override
    public void text(String text, boolean last, int size) {
        deliver(new Delivery(size) {
            @Override
            void to(MessageListener messages) {
                messages.text(text, last);
            }
        });
    }

    @Override
    public void binary(byte[] bytes, boolean last) {
        deliver(new Delivery(bytes.length) {
            @Override
            void to(MessageListener messages) {
                messages.binary(bytes, last);
            }
        });
    }

    /** {@inheritDoc} The message ends for the endpoint when its callback returns, however much of it was read. */
    @Override
    public MessageStream stream(boolean text) {
        MessageStream stream = new MessageStream(backlog);
        deliver(new Delivery(0) {
            @Override
            void to(MessageListener messages) {
                if (text) {
                    messages.textStream(new InputStreamReader(stream, StandardCharsets.UTF_8));
                } else {
                    messages.binaryStream(stream);
                }
            }

            @Override
            void end() {
                stream.close();
            }
        });
        return stream;
    }

    @Override
    public void tooBig(int limit, boolean text) {
        listener.messageTooBig(new IOException("the peer sent a message of more than " + limit
                + " bytes, the limit for a " + (text ? "text" : "binary") + " message of this session"));
    }
}
