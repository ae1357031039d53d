package dev.adieu.websocket.impl.connection.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    private static ServerAddress address(String uri) {
        return ServerAddress.of(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host,                    host,            80,    host",
        "WSS://host/,                  host,            443,   host",
        "http://host/,                 host,            80,    host",
        "https://host:443/,            host,            443,   host",
        "ws://host:65535/a?b=c,        host,            65535, host:65535",
        "wss://[::1]:1/%20,            ::1,             1,     [::1]:1",
        "ws://[fe80::1%25eth0]:81/,    fe80::1%eth0,    81,    [fe80::1]:81",
        "ws://my_service:8080/,        my_service,      8080,  my_service:8080",
        "ws://_dmarc.example/,         _dmarc.example,  80,    _dmarc.example",
        "ws://bücher.example/,         xn--bcher-kva.example, 80, xn--bcher-kva.example",
        "ws://b%C3%BCcher.example:81/, xn--bcher-kva.example, 81, xn--bcher-kva.example:81",
        "ws://天気の良い日.test/,       xn--n8j6ds53lwwkrqhv28a.test, 80, xn--n8j6ds53lwwkrqhv28a.test",
        "ws://user:secret@host/,       host,            80,    host",
        "ws://host:/,                  host,            80,    host"
    })
    void hostsAndPortsAreReadAsABrowserReadsThem(String uri, String host, int port, String header) {
        ServerAddress address = address(uri);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.hostHeader()).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host, /, ws://host/",
        "ws://host?a=b, /?a=b, ws://host/?a=b",
        "http://host/p?, /p?, ws://host/p?",
        "https://u:p@host:8443/%20?q=%C3%A4, /%20?q=%C3%A4, wss://host:8443/%20?q=%C3%A4",
        "ws://host/ä?ö, /%C3%A4?%C3%B6, ws://host/%C3%A4?%C3%B6"
    })
    void theRequestTargetIsPathAndQuery(String uri, String target, URI connected) {
        assertThat(address(uri).target()).isEqualTo(target);
        assertThat(address(uri).uri()).isEqualTo(connected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', it must be absolute",
        "/path, it must be absolute",
        "//host/, it must be absolute",
        "ws:host, it must be absolute",
        "ws:///path, it must be absolute",
        "ftp://host/, its scheme must be ws",
        "ws://:80/, it must name a host",
        "ws://host:0/, 1 to 65535",
        "wss://host:65536/, 1 to 65535",
        "ws://host:2147483648/, 1 to 65535",
        "ws://a_b:x/, 1 to 65535",
        "ws://a%20b/, its host must not have",
        "ws://host/#part, it must not have a fragment",
        "ws://host/#, it must not have a fragment"
    })
    void anythingElseIsRefusedWithTheRule(String uri, String rule) {
        assertThatThrownBy(() -> address(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an address of a WebSocket: ")
                .hasMessageContaining(rule)
                .hasMessageContaining("RFC 6455, section 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://me:secret@host:0/p?token=secret", "ftp://secret@host/?secret", "/p?secret"})
    void messagesShowNeitherUserInformationNorQueries(String uri) {
        assertThatThrownBy(() -> address(uri))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret"));
        assertThat(address("ws://me:secret@host/p?token=secret")).hasToString("ws://host/p");
    }

    /** The examples of RFC 3986, section 5.4, and what browsers make of Locations that are not URIs. */
    @ParameterizedTest
    @CsvSource({
        "g, ws://a/b/c/g",
        "./g, ws://a/b/c/g",
        "g/, ws://a/b/c/g/",
        "/g, ws://a/g",
        "//g, ws://g/",
        "?y, ws://a/b/c/d;p?y",
        "g?y, ws://a/b/c/g?y",
        "'', ws://a/b/c/d;p?q",
        "#s, ws://a/b/c/d;p?q",
        "g#s, ws://a/b/c/g",
        "g?y#s, ws://a/b/c/g?y",
        ";x, ws://a/b/c/;x",
        "., ws://a/b/c/",
        "./, ws://a/b/c/",
        ".., ws://a/b/",
        "../, ws://a/b/",
        "../g, ws://a/b/g",
        "../.., ws://a/",
        "../../g, ws://a/g",
        "../../../g, ws://a/g",
        "/./g, ws://a/g",
        "/../g, ws://a/g",
        "g., ws://a/b/c/g.",
        "..g, ws://a/b/c/..g",
        "./../g, ws://a/b/g",
        "g/./h, ws://a/b/c/g/h",
        "g/../h, ws://a/b/c/h",
        "g?y/../x, ws://a/b/c/g?y/../x",
        "/a b?c d, ws://a/a%20b?c%20d",
        "'/\"<>^`{|}', ws://a/%22%3C%3E%5E%60%7B%7C%7D",
        "/50%, ws://a/50%25",
        "/[x], ws://a/%5Bx%5D",
        "\\\\g\\h, ws://g/h",
        "wss://g:444, wss://g:444/",
        "https://u:p@g/, wss://g/"
    })
    void locationsAreResolvedAsBrowsersDo(String location, URI to) {
        assertThat(address("ws://a/b/c/d;p?q").redirectedTo(location).uri()).isEqualTo(to);
    }

    @Test
    void bytesOfALocationAreEncodedAsTheyCame() {
        assertThat(address("ws://a/").redirectedTo("/\u00c3\u00a4").uri()).isEqualTo(URI.create("ws://a/%C3%A4"));
        assertThat(address("ws://a/")
                        .redirectedTo("//b\u00c3\u00bccher.example/")
                        .hostHeader())
                .isEqualTo("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://h:99999/", "http://h:0/", "ftp://h/", "mailto:a@b", "http:", "http:///x", "http://["})
    void aLocationThatLeadsNowhereIsAnIllegalArgument(String location) {
        assertThatThrownBy(() -> address("ws://a/").redirectedTo(location))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
