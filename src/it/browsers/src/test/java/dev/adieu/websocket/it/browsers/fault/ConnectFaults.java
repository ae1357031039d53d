package dev.adieu.websocket.it.browsers.fault;

import java.util.List;

/** Faults in the opening handshake, in the clocks, and in the code that is sent if the application names none. */
final class ConnectFaults {

    private static final String CLOSING = "closing/Closing.java";

    /** An engine without the checks of certificates. */
    private static final String ANY_CERTIFICATE = """
            return (host, port) -> {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new javax.net.ssl.TrustManager[] {new javax.net.ssl.X509ExtendedTrustManager() {
                    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
                        return new java.security.cert.X509Certificate[0];
                    }
                    public void checkClientTrusted(java.security.cert.X509Certificate[] c, String a) {}
                    public void checkClientTrusted(java.security.cert.X509Certificate[] c, String a, SSLEngine e) {}
                    public void checkClientTrusted(java.security.cert.X509Certificate[] c, String a, java.net.Socket s) {}
                    public void checkServerTrusted(java.security.cert.X509Certificate[] c, String a) {}
                    public void checkServerTrusted(java.security.cert.X509Certificate[] c, String a, SSLEngine e) {}
                    public void checkServerTrusted(java.security.cert.X509Certificate[] c, String a, java.net.Socket s) {}
                }}, null);
                return verifying(context.createSSLEngine(host, port));
            };
            """;

    static final List<Fault> ALL = List.of(
            new Fault(
                    Rule.ADDRESS,
                    "the same subprotocol may be offered twice",
                    "provider/Subprotocols.java",
                    "if (!seen.add(name)) {",
                    "if (seen == null) {",
                    "offer-twice"),
            new Fault(
                    Rule.ADDRESS,
                    "a URI may have a fragment",
                    "connection/handshake/ServerAddress.java",
                    "if (uri.getRawFragment() != null) {",
                    "if (uri.getRawFragment() == uri.toString()) {",
                    "url-fragment",
                    "url-fragment-empty"),
            new Fault(
                    Rule.HANDSHAKE,
                    "Sec-WebSocket-Accept is not checked",
                    "connection/handshake/OpeningHandshake.java",
                    "if (!expectedAccept().equals(single(",
                    "if (\"\".equals(single(",
                    "refused-wrong-accept",
                    "refused-no-accept"),
            new Fault(
                    Rule.HANDSHAKE,
                    "a subprotocol that was not offered is taken",
                    "connection/handshake/OpeningHandshake.java",
                    "chosen.size() > 1 || !offeredSubprotocols.contains(chosen.get(0))",
                    "chosen.size() > 1",
                    "subprotocol-other",
                    "subprotocol-unrequested",
                    "subprotocol-case"),
            new Fault(
                    Rule.HANDSHAKE,
                    "an extension that was not offered is taken",
                    "connection/handshake/OpeningHandshake.java",
                    "if (offeredExtensions.stream().noneMatch(offer -> offer.name().equals(extension.name()))) {",
                    "if (extension == null) {",
                    "refused-extension"),
            new Fault(
                    Rule.HANDSHAKE,
                    "Upgrade is not checked",
                    "connection/handshake/OpeningHandshake.java",
                    "if (upgrade.isEmpty() || !upgrade.stream().allMatch(\"websocket\"::equalsIgnoreCase)) {",
                    "if (upgrade == null) {",
                    "refused-no-upgrade",
                    "refused-wrong-upgrade"),
            new Fault(
                    Rule.HANDSHAKE,
                    "Connection is not checked",
                    "connection/handshake/OpeningHandshake.java",
                    "if (tokens(answer, HttpHeaderNames.CONNECTION).stream().noneMatch(\"upgrade\"::equalsIgnoreCase)) {",
                    "if (answer == null) {",
                    "refused-no-connection",
                    "refused-wrong-connection"),
            new Fault(
                    Rule.HANDSHAKE,
                    "another status than 101 accepts",
                    "connection/handshake/OpeningHandshakeHandler.java",
                    "if (status.code() == 101) {",
                    "if (status.code() == 101 || status.code() == 200) {",
                    "refused-200-upgrade"),
            new Fault(
                    Rule.HANDSHAKE,
                    "redirects are followed",
                    "connection/handshake/Connector.java",
                    "return redirects < settings.maxRedirects();",
                    "return redirects < 5;",
                    "refused-redirect-here-301",
                    "refused-redirect-here-308"),
            new Fault(
                    Rule.HANDSHAKE,
                    "any certificate is trusted",
                    "connection/tls/TlsEngines.java",
                    "return (host, port) -> verifying(SSLContext.getDefault().createSSLEngine(host, port));",
                    ANY_CERTIFICATE,
                    "tls-untrusted"),
            new Fault(
                    Rule.NO_SUBPROTOCOL,
                    "a server must choose one of the subprotocols",
                    "connection/handshake/OpeningHandshake.java",
                    "if (chosen.isEmpty()) {",
                    "if (chosen.isEmpty() && offeredSubprotocols.isEmpty()) {",
                    "subprotocol-none"),
            new Fault(
                    Rule.CONNECT_TIMEOUT,
                    "an attempt has no limit of time",
                    CLOSING,
                    "return connecting.then(new Start(CloseTimer.CONNECT));",
                    "return connecting.then();",
                    "handshake-never-answered"),
            new Fault(
                    Rule.CLOSING_TIMEOUT_BEHIND_DATA,
                    "a peer that reads nothing is waited for without limit",
                    CLOSING,
                    "if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {\n            return then(new Start(CloseTimer.CLOSING));",
                    "if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {\n            return then(new Stop(CloseTimer.CLOSING));",
                    "never-read"),
            new Fault(
                    Rule.CLOSING_TIMEOUT_BEHIND_DATA,
                    "a peer that reads slowly is given up",
                    CLOSING,
                    "if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {\n            return then(new Start(CloseTimer.CLOSING));",
                    "if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {\n            return then();",
                    "send-slowly-read"),
            new Fault(
                    Rule.CLOSING_TIMEOUT,
                    "a Close that is not answered is waited for without limit",
                    CLOSING,
                    "return received == null ? next.then(new Start(CloseTimer.CLOSING)) : next.exchanged();",
                    "return received == null ? next.then(new Stop(CloseTimer.CLOSING)) : next.exchanged();",
                    "no-answer"),
            new Fault(
                            Rule.CLOSING_TIMEOUT,
                            "data of the peer extends the closing timeout",
                            CLOSING,
                            "if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {",
                            "if (fact instanceof Fact.Progress && failure == null) {",
                            "no-answer-data-flow")
                    .and(
                            "connection/ReceivedFacts.java",
                            "silence.bytesCame(count);",
                            "silence.bytesCame(count);\n        facts.happened(new Fact.Progress());"),
            new Fault(
                    Rule.TCP_CLOSE_TIMEOUT,
                    "a peer that does not end TCP is waited for without limit",
                    CLOSING,
                    ": then(new Stop(CloseTimer.CLOSING), new Start(CloseTimer.TCP_CLOSE));",
                    ": then(new Stop(CloseTimer.CLOSING));",
                    "answer-no-fin",
                    "peer-close-no-fin"),
            new Fault(
                    Rule.GOING_AWAY,
                    "a container that is closed sends no code",
                    "provider/application/Connections.java",
                    "connection.close(CloseCause.GOING_AWAY)",
                    "connection.close(CloseCause.NORMAL)",
                    "page-removed",
                    "page-left"));

    private ConnectFaults() {}
}
