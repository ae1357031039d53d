package dev.adieu.websocket.impl.connection.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.proxy.Tunnel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The objects that hold a secret, each of which might end up in a message or a log. */
class ShownSecretsTest {

    private static final URI ADDRESS = URI.create("ws://me:secret@host/path?token=secret");

    static List<Object> holders() {
        ServerAddress address = ServerAddress.of(ADDRESS);
        Proxy proxy = new Proxy(Proxy.Kind.HTTP, "proxy", 80, new UserInfo("me", "secret"), Map.of("X-Key", "secret"));
        OpeningHandshake.Agreed agreed = new OpeningHandshake.Agreed("", List.of(), address.uri(), "me");
        return List.of(
                address,
                proxy,
                new Tunnel(proxy, "host", 80, "Basic secret", false, null),
                new UserInfo("me", "secret"),
                new Authorization("me", "Basic secret"),
                new PasswordAuthenticator("me", "secret"),
                new ChallengedRequest(address.uri(), "GET", address.target()),
                agreed,
                new OpeningHandshake.Accepted(agreed, Map.of("Set-Cookie", List.of("a=secret")), null));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void anObjectThatHoldsASecretDoesNotShowIt(Object holder) {
        assertThat(holder.toString()).doesNotContain("secret");
    }
}
