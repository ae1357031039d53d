package dev.adieu.websocket.impl.connection.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Recognizes by its first bytes an answer that is not an HTTP response (RFC 9112, section 4), so that no end of a line
 * is waited for that never comes. In front of the HTTP decoder. Event loop only.
 */
public final class ResponseDetector extends ChannelInboundHandlerAdapter {

    private static final String START = "HTTP/";
    /** The most line ends in front of the response that are passed over, as Chromium does. */
    private static final int MAX_LINE_ENDS = 4;
    /** The most bytes of an answer that a message shows. */
    private static final int MAX_SHOWN = 40;
    /** The type of a TLS record (RFC 8446, section 5.1). */
    private static final int TLS_ALERT = 21;
    /**
     * The type of the first frame that a server of HTTP/2 sends (RFC 9113, section 3.4), behind three bytes of length.
     */
    private static final int HTTP_2_SETTINGS = 4;

    /** Hears of the answer, at most once; what follows it is not read. */
    public interface Listener {

        /** Called if the answer is a TLS alert, as a server with TLS sends to a client without. */
        void answeredWithTlsAlert();

        /** Called if it is something else, with what it is. */
        void answeredWithoutHttp(String what);
    }

    private final Listener listener;
    private int lineEnds;
    private int matched;
    private boolean failed;

    public ResponseDetector(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        for (int i = bytes.readerIndex(); i < bytes.writerIndex() && matched < START.length() && !failed; i++) {
            byte next = bytes.getByte(i);
            boolean lineEnd = matched == 0 && (next == '\r' || next == '\n') && lineEnds < MAX_LINE_ENDS;
            if (lineEnd) {
                lineEnds++;
            } else if (next == START.charAt(matched)) {
                matched++;
            } else {
                failed = true;
            }
        }
        if (failed) {
            report(bytes);
            bytes.release();
            return;
        }
        if (matched == START.length()) {
            ctx.pipeline().remove(this);
        }
        ctx.fireChannelRead(message);
    }

    private void report(ByteBuf bytes) {
        int start = bytes.readerIndex();
        if (!bytes.isReadable()) {
            return;
        }
        if (bytes.getByte(start) == TLS_ALERT) {
            listener.answeredWithTlsAlert();
        } else if (bytes.readableBytes() > 3
                && bytes.getByte(start) == 0
                && bytes.getByte(start + 3) == HTTP_2_SETTINGS) {
            listener.answeredWithoutHttp("it is HTTP/2, which WebSockets are not opened with here");
        } else {
            String text =
                    bytes.toString(start, Math.min(bytes.readableBytes(), MAX_SHOWN), StandardCharsets.ISO_8859_1);
            listener.answeredWithoutHttp(
                    "it begins with \"" + PeerText.shown(START.substring(0, matched) + text) + "\"");
        }
    }
}
