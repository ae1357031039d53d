package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"ws://host", "WSS://host/", "ws://host:65535/a?b=c", "wss://[::1]:1/%20", "ws://127.0.0.1/?"})
    void anAddressOfAWebSocketStaysAsItIs(String uri) throws DeploymentException {
        assertThat(TargetUri.check(URI.create(uri))).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({"ws://host/a#b, ws://host/a", "ws://host/a?b#, ws://host/a?b", "wss://host#x, wss://host"})
    void theFragmentIsNeverSent(String uri, String sent) throws DeploymentException {
        assertThat(TargetUri.check(URI.create(uri))).isEqualTo(URI.create(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/path",
                "host",
                "//host/",
                "http://host/",
                "https://host/",
                "ws:host",
                "ws:///path",
                "wss:/path",
                "ws://under_score/",
                "ws://:80/"
            })
    void anythingElseIsRefusedByItsName(String uri) {
        assertThatThrownBy(() -> TargetUri.check(URI.create(uri)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith("\"" + uri + "\" is no address of a WebSocket")
                .hasMessageContaining("RFC 6455, section 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://host:0/", "wss://host:65536/", "ws://host:2147483647/"})
    void aPortThatDoesNotExistIsRefused(String uri) {
        assertThatThrownBy(() -> TargetUri.check(URI.create(uri)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(uri)
                .hasMessageContaining("1 to 65535");
    }

    @Test
    void noAddressIsAnIllegalArgument() {
        assertThatThrownBy(() -> TargetUri.check(null))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("path must not be null");
    }

    @Test
    void theParametersOfTheQueryAreDecodedInTheirOrder() {
        Map<String, List<String>> parameters = RequestParameters.of(
                URI.create("ws://host/?b=1&a=x%20y+z&b=2&empty=&alone&=nameless&%C3%A4=%E2%82%AC&&eq=a=b"));
        assertThat(parameters)
                .isEqualTo(Map.of(
                        "b",
                        List.of("1", "2"),
                        "a",
                        List.of("x y z"),
                        "empty",
                        List.of(""),
                        "alone",
                        List.of(""),
                        "",
                        List.of("nameless"),
                        "ä",
                        List.of("€"),
                        "eq",
                        List.of("a=b")));
        assertThat(parameters.keySet()).startsWith("b", "a");
    }

    @Test
    void withoutAQueryThereAreNoParameters() {
        assertThat(RequestParameters.of(URI.create("ws://host/"))).isEmpty();
        assertThat(RequestParameters.of(URI.create("ws://host/?"))).isEmpty();
    }
}
