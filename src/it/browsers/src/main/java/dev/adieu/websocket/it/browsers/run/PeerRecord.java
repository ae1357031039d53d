package dev.adieu.websocket.it.browsers.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The scripted server's record of one scenario. Times are milliseconds since 1970.
 *
 * @param request the client's opening handshake; {@code null} if none was read
 * @param unfinishedBytes how many bytes came of a frame that was never completed
 * @param unreached the step that could not be played to its end, and why; {@code null} if all were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PeerRecord(
        boolean connected,
        String request,
        List<Played> played,
        List<Received> frames,
        int unfinishedBytes,
        List<Ended> tcp,
        String unreached) {

    /** A step, when it began, and what it sent in hexadecimal, as far as it is worth reading. */
    public record Played(double at, String step, String sent) {}

    /**
     * A frame of the client.
     *
     * @param raw the first bytes as they came, in hexadecimal
     * @param size of the payload
     * @param text of a text frame, its beginning; code and reason of a Close
     * @param checksum CRC-32 of the payload
     */
    public record Received(
            double at,
            int opcode,
            boolean fin,
            int rsv,
            boolean masked,
            int size,
            String text,
            long checksum,
            String raw) {}

    /** One side ended its direction of TCP, by {@code FIN} or {@code RST}. */
    public record Ended(double at, String side, String how) {}
}
