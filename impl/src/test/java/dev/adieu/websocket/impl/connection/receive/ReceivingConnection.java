package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection as the way in sees it: it obeys the rules of closing, and runs what is queued when the test says so. */
final class ReceivingConnection implements ReceiveListener {

    final List<String> heard = new CopyOnWriteArrayList<>();
    MessageLimits limits = new MessageLimits(1000, 1000, Form.WHOLE, Form.WHOLE);
    Throwable failure;
    private Closing closing = Closing.begin(CloseRules.BROWSER)
            .next()
            .after(new Fact.Established())
            .next();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> deliveries = new ConcurrentLinkedQueue<>();
    private final MessageListener endpoint = new MessageListener() {
        @Override
        public void text(String text, boolean last) {
            heard.add("text " + shortened(text) + (last ? "" : "…"));
        }

        @Override
        public void binary(byte[] bytes, boolean last) {
            heard.add(bytes.length + " bytes" + (last ? "" : "…"));
        }

        @Override
        public void textStream(Reader text) {
            try {
                StringWriter whole = new StringWriter();
                text.transferTo(whole);
                heard.add("text stream " + shortened(whole.toString()));
            } catch (IOException e) {
                heard.add("text stream failed");
            }
        }

        @Override
        public void binaryStream(InputStream bytes) {
            try {
                heard.add("stream of " + bytes.readAllBytes().length);
            } catch (IOException e) {
                heard.add("stream failed");
            }
        }

        @Override
        public void pong(byte[] payload) {
            heard.add("pong");
        }
    };

    private static String shortened(String text) {
        return text.length() > 30 ? "of " + text.length() : text;
    }

    void happened(Fact fact) {
        closing = closing.after(fact).next();
    }

    /** Runs what was given to the event loop. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs one delivery; returns whether there was one. */
    boolean deliverNext() {
        Runnable delivery = deliveries.poll();
        if (delivery != null) {
            delivery.run();
        }
        return delivery != null;
    }

    /** Runs all deliveries and what follows from them. */
    List<String> deliverAll() {
        do {
            runTasks();
        } while (deliverNext());
        runTasks();
        return heard;
    }

    int undelivered() {
        return deliveries.size();
    }

    @Override
    public Closing closing() {
        return closing;
    }

    @Override
    public MessageLimits currentLimits() {
        return limits;
    }

    @Override
    public boolean answersOwnPing(byte[] pong) {
        return false;
    }

    @Override
    public void bytesCame(int count) {
        heard.add("bytes");
    }

    @Override
    public void closeReceived(CloseBody body) {
        deliveries.add(() -> heard.add("Close " + body.code()));
        happened(new Fact.CloseReceived(body));
    }

    @Override
    public void pingReceived(byte[] payload) {
        heard.add("ping");
    }

    @Override
    public void messageTooBig(IOException cause) {
        failed("too big", cause);
    }

    @Override
    public void failed(ReceiveFailure kind, Throwable cause) {
        failed(kind.toString(), cause);
    }

    private void failed(String what, Throwable cause) {
        failure = cause;
        deliveries.add(() -> heard.add(what));
        happened(new Fact.Failed(CloseBody.EMPTY, cause, Initiator.PEER));
    }

    @Override
    public void peerEndedTcp(Channel channel) {
        deliveries.add(() -> heard.add("FIN"));
        happened(new Fact.PeerEndedTcp());
    }

    @Override
    public void tcpFailed(Throwable cause) {
        heard.add("TCP failed");
    }

    @Override
    public void writable() {
        heard.add("writable");
    }

    @Override
    public void deliver(Runnable delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void onLoop(Runnable task) {
        tasks.add(task);
    }

    @Override
    public MessageListener messages() {
        return endpoint;
    }
}
