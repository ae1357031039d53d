package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.run.Entry.Happened;
import dev.adieu.websocket.it.browsers.run.PeerRecord.Received;
import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Words;
import dev.adieu.websocket.peer.Opcode;
import java.util.ArrayList;
import java.util.List;

/** The client's frames on the wire, message by message: a client may cut a message into any number of frames. */
final class ClientMessages {

    private final List<String> messages = new ArrayList<>();
    private final boolean failed;
    private int opcode;
    private long size;
    private String text = "";
    private boolean unfinished;

    private ClientMessages(boolean failed) {
        this.failed = failed;
    }

    static List<String> of(Scenario scenario, RunRecord record) {
        if (!scenario.transport().isReadable()) {
            return List.of();
        }
        boolean failed = record.client().entries().stream()
                .anyMatch(
                        entry -> entry instanceof Happened event && event.type().equals("error"));
        ClientMessages all = new ClientMessages(failed);
        if (scenario.is(Trait.REQUEST_IS_COMPARED) && record.peer().request() != null) {
            all.messages.addAll(RequestHead.of(record.peer().request()));
        }
        record.peer().frames().forEach(all::add);
        if (all.unfinished || record.peer().unfinishedBytes() > 0) {
            all.messages.add("a message that was never finished");
        }
        return scenario.is(Trait.SENT_DATA_IS_OPEN)
                ? all.messages.stream()
                        .filter(message -> message.startsWith("Close"))
                        .toList()
                : List.copyOf(all.messages);
    }

    private void add(Received frame) {
        String odd = (frame.masked() ? "" : " unmasked") + (frame.rsv() == 0 ? "" : " rsv " + frame.rsv());
        switch (frame.opcode()) {
            case Opcode.CLOSE -> messages.add("Close " + close(frame.text()) + odd);
            case Opcode.PING -> messages.add("Ping" + odd);
            case Opcode.PONG -> messages.add("Pong of " + frame.size() + " bytes" + odd);
            default -> data(frame, odd);
        }
    }

    /** Describes a Close frame; leaves out a reason that the client worded itself when it failed the connection. */
    private String close(String codeAndReason) {
        if (codeAndReason.isEmpty()) {
            return "empty";
        }
        String[] parts = codeAndReason.split(" ", 2);
        return parts[0]
                + (parts.length == 1 || failed && parts[0].matches("10(?!00)..")
                        ? ""
                        : " " + Words.quoted(parts[1], 40));
    }

    private void data(Received frame, String odd) {
        if (frame.opcode() != Opcode.CONTINUATION) {
            opcode = frame.opcode();
            size = 0;
            text = "";
        }
        size += frame.size();
        text += frame.text();
        unfinished = !frame.fin();
        if (frame.fin()) {
            messages.add(
                    opcode == Opcode.TEXT
                            ? "text of " + size + " bytes: " + text + odd
                            : "binary message of " + size + " bytes" + odd);
        }
    }
}
