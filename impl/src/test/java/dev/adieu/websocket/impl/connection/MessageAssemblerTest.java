package dev.adieu.websocket.impl.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.lang.reflect.Proxy;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {

    private static final MessageLimits WHOLE = new MessageLimits(10, 20, false, false);
    private static final MessageLimits PARTIAL = new MessageLimits(10, 20, true, true);

    private final List<String> heard = new ArrayList<>();
    private MessageLimits limits = WHOLE;
    private final MessageAssembler assembler = new MessageAssembler(() -> limits, listener());

    /** Writes down what it hears. */
    private ConnectionListener listener() {
        return (ConnectionListener) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ConnectionListener.class}, (proxy, method, arguments) -> {
            Object message = arguments[0] instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : arguments[0];
            heard.add(method.getName() + " " + message + ((boolean) arguments[1] ? "" : "…"));
            return null;
        });
    }

    private MessageAssembler.Result add(WebSocketFrame frame) throws CharacterCodingException {
        MessageAssembler.Result result = assembler.add(frame);
        if (result.delivery() != null) {
            result.delivery().run();
        }
        return result;
    }

    private static WebSocketFrame text(boolean last, String text) {
        return new TextWebSocketFrame(last, 0, text);
    }

    private static WebSocketFrame binary(boolean last, String bytes) {
        return new BinaryWebSocketFrame(last, 0, Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8));
    }

    private static WebSocketFrame more(boolean last, byte... bytes) {
        return new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(bytes));
    }

    @Test
    void aWholeMessageIsDeliveredWhenItsLastFrameHasCome() throws CharacterCodingException {
        add(text(false, "a"));
        add(more(false, (byte) 0xC3));
        assertThat(heard).isEmpty();
        assertThat(add(more(true, (byte) 0xA4)).size()).isEqualTo(3);
        add(binary(false, "b"));
        add(more(true, (byte) 'c'));
        add(text(true, "d"));
        add(binary(true, "e"));
        assertThat(heard).containsExactly("text aä", "binary bc", "text d", "binary e");
    }

    @Test
    void anEmptyMessageIsAMessage() throws CharacterCodingException {
        add(text(true, ""));
        add(binary(false, ""));
        add(more(true));
        assertThat(heard).containsExactly("text ", "binary ");
    }

    @Test
    void partsAreDeliveredAsTheyComeAndNoCharacterIsSplit() throws CharacterCodingException {
        limits = PARTIAL;
        add(text(false, "a"));
        add(more(false, (byte) 0xC3));
        add(more(true, (byte) 0xA4));
        add(binary(false, "b"));
        add(more(true, (byte) 'c'));
        assertThat(heard).containsExactly("text a…", "text …", "text ä", "binary b…", "binary c");
    }

    @Test
    void howAMessageIsDeliveredIsFixedWhenItBegins() throws CharacterCodingException {
        add(text(false, "a"));
        limits = PARTIAL;
        add(more(true, (byte) 'b'));
        add(text(false, "c"));
        limits = WHOLE;
        add(more(true, (byte) 'd'));
        assertThat(heard).containsExactly("text ab", "text c…", "text d");
    }

    @Test
    void aWholeMessageMayBeAsLongAsItsLimitAndNoLonger() throws CharacterCodingException {
        assertThat(add(text(true, "x".repeat(10))).tooBig()).isFalse();
        assertThat(add(text(true, "x".repeat(11)))).isEqualTo(new MessageAssembler.Result(null, 0, true, true, 10));
        assertThat(add(binary(true, "x".repeat(20))).tooBig()).isFalse();
        assertThat(add(binary(false, "x".repeat(20))).tooBig()).isFalse();
        assertThat(add(more(true, (byte) 'x'))).isEqualTo(new MessageAssembler.Result(null, 0, true, false, 20));
    }

    @Test
    void ofPartsEachMayBeAsLongAsTheLimit() throws CharacterCodingException {
        limits = PARTIAL;
        for (int i = 0; i < 10; i++) {
            assertThat(add(i == 0 ? text(false, "x".repeat(10)) : more(false, "x".repeat(10).getBytes(StandardCharsets.UTF_8))).tooBig()).isFalse();
        }
        assertThat(add(more(true, "x".repeat(11).getBytes(StandardCharsets.UTF_8))).tooBig()).isTrue();
    }

    @Test
    void whatIsNotUtf8IsNoticedInTheFrameWhereItStands() throws CharacterCodingException {
        add(text(false, "a"));
        assertThatThrownBy(() -> add(more(false, (byte) 0xFF))).isInstanceOf(CharacterCodingException.class);
        MessageAssembler next = new MessageAssembler(() -> limits, listener());
        assertThat(next.add(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {(byte) 0xC3}))).delivery()).isNull();
        assertThatThrownBy(() -> next.add(more(true))).isInstanceOf(CharacterCodingException.class);
    }
}
