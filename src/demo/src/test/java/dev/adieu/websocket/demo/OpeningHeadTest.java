package dev.adieu.websocket.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningHeadTest {

    private static final String HEAD = "GET /chat HTTP/1.1\r\nhost: 127.0.0.1:4711\r\nX-Host: as it was\r\n\r\n";

    private final List<String> firstLines = new ArrayList<>();

    @Test
    void aServerSeesItsOwnNameAndNothingElseChanges() {
        OpeningHead head = new OpeningHead("example.org:8080", firstLines::add);
        String passed = added(head, HEAD + "rest");
        assertThat(passed).isEqualTo("GET /chat HTTP/1.1\r\nHost: example.org:8080\r\nX-Host: as it was\r\n\r\nrest");
        assertThat(passed.substring(head.length())).isEqualTo("rest");
        assertThat(firstLines).containsExactly("GET /chat HTTP/1.1");
    }

    @Test
    void nothingIsPassedOnBeforeTheHeadIsComplete() {
        OpeningHead head = new OpeningHead(null, firstLines::add);
        assertThat(added(head, HEAD.substring(0, HEAD.length() - 1))).isEmpty();
        assertThat(head.isComplete()).isFalse();
        assertThat(added(head, "\n")).isEqualTo(HEAD);
        assertThat(head.isComplete()).isTrue();
    }

    private static String added(OpeningHead head, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(head.add(bytes, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
