package dev.adieu.websocket.demo;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The options of the command line.
 *
 * @param serve whether to serve the page on which one tries closings oneself
 * @param url the server to close connections with; empty for the demo's own
 */
record Options(boolean help, boolean serve, Optional<URI> url) {

    static final String HELP = """
            Shows how connections are closed, and says whether each closing went as it should.

              mvn -q -Pdemo -pl src/demo -am
                  with servers of its own: Tomcat with a WebSocket endpoint, and a raw peer that misbehaves
              mvn -q -Pdemo -pl src/demo -am -Ddemo.args="--url ws://localhost:8080/chat"
                  with your server: the closings that only the client takes part in
              mvn -q -Pdemo -pl src/demo -am -Ddemo.args=--serve
                  a local page: pick a closing, and see it in your browser and in Adieu side by side; ends with Ctrl+C

              --url URI   an absolute ws: or wss: address; each closing makes one connection and sends no message
              --serve     serves the page on a free port of this machine, and prints its address
              --help      this text

            On the wire "->" is from the client to the server and "<-" is from the server to the client; FIN is the orderly end of TCP in
            that direction, RST the other one. "ms" is from the call, or the event, to the end of onClose.
            The exit code is 0 if everything went as it should, 1 if something did not, 2 if nothing could be tried.""";

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it says something else
     */
    static Options parse(List<String> arguments) {
        boolean help = false;
        boolean serve = false;
        Optional<URI> url = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--help" -> help = true;
                case "--serve" -> serve = true;
                case "--url" -> {
                    if (++i == arguments.size()) {
                        throw new IllegalArgumentException("--url needs an address, such as ws://localhost:8080/chat");
                    }
                    url = Optional.of(address(arguments.get(i)));
                }
                default ->
                    throw new IllegalArgumentException(
                            "there is no option \"" + arguments.get(i) + "\"; --help lists them");
            }
        }
        return new Options(help, serve, url);
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        boolean isWebSocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
        if (!isWebSocket || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address of a WebSocket; it must be like ws://localhost:8080/chat");
        }
        return uri;
    }
}
