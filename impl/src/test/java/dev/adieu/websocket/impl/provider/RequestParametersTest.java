package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestParametersTest {

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
