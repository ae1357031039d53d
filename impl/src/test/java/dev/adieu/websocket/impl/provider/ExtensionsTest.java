package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static List<Extension> illegal() {
        return Arrays.asList(
                null,
                new Given(null, List.of()),
                new Given("", List.of()),
                new Given("x y", List.of()),
                new Given("x, y", List.of()),
                new Given("x", null),
                new Given("x", Collections.singletonList(null)),
                new Given("x", List.of(new Parameter(null, null))),
                new Given("x", List.of(new Parameter("a b", null))),
                new Given("x", List.of(new Parameter("a", "1, 2"))),
                new Given("x", List.of(new Parameter("a", "ä"))));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void whatIsNullOrNoTokenCannotBeOffered(Extension extension) {
        assertThatThrownBy(() -> Extensions.check(Collections.singletonList(extension)))
                .isInstanceOf(DeploymentException.class)
                .satisfiesAnyOf(
                        e -> assertThat(e).hasMessageContaining("null"),
                        e -> assertThat(e).hasMessageContaining("RFC 9110, section 5.6.2"));
        assertThatThrownBy(() -> Extensions.check(null)).isInstanceOf(DeploymentException.class);
    }

    @Test
    void whatWasAgreedOnIsGivenBackInItsOrder() {
        List<Extension> extensions = Extensions.of(List.of(
                new dev.adieu.websocket.impl.connection.handshake.Extension(
                        "x",
                        List.of(
                                new dev.adieu.websocket.impl.connection.handshake.Extension.Parameter("b", "1"),
                                new dev.adieu.websocket.impl.connection.handshake.Extension.Parameter("a", null))),
                new dev.adieu.websocket.impl.connection.handshake.Extension("y", List.of())));
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
