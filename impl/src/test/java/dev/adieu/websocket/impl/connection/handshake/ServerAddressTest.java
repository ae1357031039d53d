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
        "ws://host:/,                  host,            80,    host",
        "ws://127.1/,                  127.0.0.1,       80,    127.0.0.1",
        "ws://0x7F000001:81/,          127.0.0.1,       81,    127.0.0.1:81",
        "ws://0177.0.0.1/,             127.0.0.1,       80,    127.0.0.1",
        "ws://2130706433/,             127.0.0.1,       80,    127.0.0.1",
        "ws://127.0.0.1./,             127.0.0.1,       80,    127.0.0.1",
        "ws://0x/,                     0.0.0.0,         80,    0.0.0.0",
        "ws://0000000000000000000001.0x000000000000.00.1/, 1.0.0.1, 80, 1.0.0.1",
        "ws://４.３.２.１/,               4.3.2.1,         80,    4.3.2.1",
        "ws://1.2.3.4a/,               1.2.3.4a,        80,    1.2.3.4a",
        "ws://1.2.3.4.example/,        1.2.3.4.example, 80,    1.2.3.4.example",
        "ws://host./,                  host.,           80,    host.",
        "ws://EXAMPLE.test/,           example.test,    80,    example.test",
        "ws://[0:0:0:0:0:0:0:1]/,      ::1,             80,    [::1]",
        "ws://[2001:DB8::0:1]/,        2001:db8::1,     80,    [2001:db8::1]",
        "ws://[::ffff:127.0.0.1]/,     ::ffff:7f00:1,   80,    [::ffff:7f00:1]",
        "ws://[fe80::1%eth0]:81/,      fe80::1%eth0,    81,    [fe80::1]:81",
        "ws://xn--bcher-kva.example/,  xn--bcher-kva.example, 80, xn--bcher-kva.example",
        "ws://b%C3%BCcher。example/,    xn--bcher-kva.example, 80, xn--bcher-kva.example"
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
        "ws://a%2Fb/, its host must not have",
        "ws://a%00b/, its host must not have",
        "ws://a%22b/, its host must not have",
        "ws://%C2%AD/, host",
        "ws://256.1.1.1/, ends in a number",
        "ws://1.2.3.4.5/, ends in a number",
        "ws://1.2.3.08/, ends in a number",
        "ws://example.123/, ends in a number",
        "ws://example.0x4/, ends in a number",
        "ws://4294967296/, ends in a number",
        "ws://99999999999999999999999999999999/, ends in a number",
        "ws://1..2/, ends in a number",
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
    @CsvSource({
        "https://u:p@host/@x?q#f, https://host/@x",
        "//u@host/a@b, //host/a@b",
        "u:p@host/, host/",
        "https:/u:p@host/, https:/host/",
        "\\\\u:p@host\\x, \\\\host\\x",
        "/a@b, /b",
        "a/b@c, a/b@c",
        "?q, ''"
    })
    void aReferenceIsShownWithoutWhatMayBeUserInformation(String reference, String shown) {
        assertThat(ServerAddress.shown(reference)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://me:secret@host:0/p?token=secret",
                "ftp://secret@host/?secret",
                "/p?secret",
                "ws:me:secret@host",
                "ws:/me:secret@host/"
            })
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
        "'/a	b', ws://a/ab",
        "http://0x7f.1/, ws://127.0.0.1/",
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
            strings = {
                "http://1.2.3.256/",
                "http://a\"b/",
                "http://[::g]/",
                "http://[fe80::1%25]/",
                "http://h:99999/",
                "http://h:0/",
                "ftp://h/",
                "mailto:a@b",
                "http:",
                "http:///x",
                "http://["
            })
    void aLocationThatLeadsNowhereIsAnIllegalArgument(String location) {
        assertThatThrownBy(() -> address("ws://a/").redirectedTo(location))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
