package dev.adieu.websocket.bench.client;

import java.io.IOException;
import java.util.Arrays;

/**
 * A client in one of the ways it can be used.
 *
 * @param client the directory of its class path, or {@code null} where it shares that of the benchmark
 */
public enum Contestant {
    ADIEU_ANNOTATED("adieu", "Adieu, annotated"),
    ADIEU_PROGRAMMATIC("adieu", "Adieu, programmatic"),
    TYRUS_GRIZZLY_ANNOTATED("tyrus-grizzly", "Tyrus (Grizzly), annotated"),
    TYRUS_GRIZZLY_PROGRAMMATIC("tyrus-grizzly", "Tyrus (Grizzly), programmatic"),
    TYRUS_JDK_ANNOTATED("tyrus-jdk", "Tyrus (JDK), annotated"),
    TYRUS_JDK_PROGRAMMATIC("tyrus-jdk", "Tyrus (JDK), programmatic"),
    TOMCAT_ANNOTATED("tomcat", "Tomcat, annotated"),
    TOMCAT_PROGRAMMATIC("tomcat", "Tomcat, programmatic"),
    JETTY_ANNOTATED("jetty", "Jetty, annotated"),
    JETTY_PROGRAMMATIC("jetty", "Jetty, programmatic"),
    UNDERTOW_ANNOTATED("undertow", "Undertow, annotated"),
    UNDERTOW_PROGRAMMATIC("undertow", "Undertow, programmatic"),
    JDK(null, "JDK HttpClient"),
    JAVA_WEBSOCKET(null, "Java-WebSocket"),
    OKHTTP(null, "OkHttp"),
    NETTY(null, "Netty by hand"),
    RAW(null, "raw blocking socket");

    private final String directory;
    private final String title;

    Contestant(String directory, String title) {
        this.directory = directory;
        this.title = title;
    }

    public String directory() {
        return directory;
    }

    public String title() {
        return title;
    }

    public boolean isJakarta() {
        return directory != null;
    }

    public boolean isAdieu() {
        return "adieu".equals(directory);
    }

    /** Returns the name that several ways of use have in common. */
    public String client() {
        return isJakarta() ? directory : name();
    }

    public Client create(boolean deflate) throws IOException {
        return switch (this) {
            case JDK -> new JdkClient();
            case JAVA_WEBSOCKET -> new JavaWebSocketClient(deflate);
            case OKHTTP -> new OkHttpWebSocketClient();
            case NETTY -> new NettyClient(deflate);
            case RAW -> new RawClient();
            default -> new JakartaClient(name().endsWith("_ANNOTATED"), deflate);
        };
    }

    public static Contestant of(String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no contestant \"" + name + "\"; there are " + Arrays.toString(values())));
    }
}
