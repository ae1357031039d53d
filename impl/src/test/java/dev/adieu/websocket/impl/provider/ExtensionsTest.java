package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import jakarta.websocket.Extension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtensionsTest {

    private record Given(String getName, List<Extension.Parameter> getParameters) implements Extension {}

    private record Parameter(String getName, String getValue) implements Extension.Parameter {}

    @Test
    void anExtensionStandsInTheHeaderWithItsParameters() {
        assertThat(Extensions.header(Extensions.deflate())).isEqualTo("permessage-deflate");
        assertThat(Extensions.header(new Given(
                        "x", List.of(new Parameter("a", null), new Parameter("b", ""), new Parameter("c", "1")))))
                .isEqualTo("x; a; b; c=1");
    }

    @Test
    void aValueThatIsNoTokenIsQuoted() {
        assertThat(Extensions.header(new Given("x", List.of(new Parameter("a", "1, 2")))))
                .isEqualTo("x; a=\"1, 2\"");
    }

    @Test
    void whatWasAgreedOnIsGivenBackInItsOrder() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("b", "1");
        parameters.put("a", null);
        List<Extension> extensions = Extensions.of(List.of(
                new OpeningHandshake.Extension("x", parameters), new OpeningHandshake.Extension("y", Map.of())));
        assertThat(extensions).extracting(Extension::getName).containsExactly("x", "y");
        assertThat(extensions.get(0).getParameters())
                .extracting(Extension.Parameter::getName)
                .containsExactly("b", "a");
        assertThat(extensions.get(0).getParameters())
                .extracting(Extension.Parameter::getValue)
                .containsExactly("1", null);
        assertThat(extensions.get(1).getParameters()).isEmpty();
    }
}
