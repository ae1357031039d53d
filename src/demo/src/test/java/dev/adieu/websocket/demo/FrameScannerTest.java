package dev.adieu.websocket.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameScannerTest {

    private static final List<Frame> FRAMES = List.of(
            Frame.text("hello").masked(),
            Frame.binary(new byte[126]),
            Frame.binary(new byte[64 * 1024]).masked(),
            Frame.ping("?").masked(),
            Frame.close(3000, "grüße").masked(),
            Frame.close());
    private static final List<String> NAMES = List.of(
            "Text \"hello\"", "Binary 126 bytes", "Binary 64 KiB", "Ping", "Close 3000 \"grüße\"", "Close (empty)");

    @Test
    void framesAreFoundHoweverTheBytesAreCut() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        FRAMES.forEach(frame -> all.writeBytes(frame.bytes()));
        for (int size : new int[] {1, 2, 3, 7, 100, 65_000, all.size()}) {
            assertThat(scanned(all.toByteArray(), size))
                    .as("in pieces of %d", size)
                    .isEqualTo(NAMES);
        }
    }

    private static List<String> scanned(byte[] bytes, int size) {
        List<String> found = new ArrayList<>();
        FrameScanner scanner = new FrameScanner(frame -> found.add(frame.toString()));
        for (int at = 0; at < bytes.length; at += size) {
            scanner.scan(bytes, at, Math.min(size, bytes.length - at));
        }
        return found;
    }

    @Test
    void aFrameThatIsNotCompleteIsNotSeen() {
        byte[] bytes = Frame.close(1000).masked().bytes();
        List<SeenFrame> found = new ArrayList<>();
        new FrameScanner(found::add).scan(bytes, 0, bytes.length - 1);
        assertThat(found).isEmpty();
    }

    @Test
    void aTextThatIsNotUtf8IsCalledThat() {
        assertThat(scanned(Frame.text(new byte[] {(byte) 0xFF}).bytes(), 100)).containsExactly("Text (not UTF-8)");
    }
}
