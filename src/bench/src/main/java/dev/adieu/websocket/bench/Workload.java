package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.client.Contestant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The workloads that are measured. */
enum Workload {
    W1("64-byte text, one in flight", "/wait", "echo 1 1 text 64"),
    W2("64-byte text, 512 in flight", "/echo", "echo 1 512 text 64"),
    W3("64 KiB binary, 16 in flight", "/echo", "echo 1 16 binary 65536"),
    W4("open, close(1000), close event: one after the other", "/echo", "close 1"),
    W4X64("open, close(1000), close event: 64 at once", "/echo", "close 64"),
    W5X500("500 idle connections", "/echo", "idle 500"),
    W5X10000("10,000 idle connections", "/echo", "idle 10000"),
    W6("400 × 64 KiB sent, then closed at once", "/count", "queued 400 65536"),
    W7("container.close() with 10,000 sessions", "/echo", "shutdown 10000"),
    W8TLS2("W2 over TLS", "/echo", "echo 1 512 text 64"),
    W8TLS3("W3 over TLS", "/echo", "echo 1 16 binary 65536"),
    W8DEFLATE2("W2 with permessage-deflate", "/deflate", "echo 1 512 text 64"),
    W8DEFLATE3("W3 with permessage-deflate", "/deflate", "echo 1 16 binary 65536"),
    W10X1("W2 shared by 1 connection", "/echo", "echo 1 512 text 64"),
    W10X10("W2 shared by 10 connections", "/echo", "echo 10 51 text 64"),
    W10X100("W2 shared by 100 connections", "/echo", "echo 100 5 text 64"),
    W10X1000("W2 shared by 1,000 connections", "/echo", "echo 1000 1 text 64");

    private final String title;
    private final String path;
    private final String command;

    Workload(String title, String path, String command) {
        this.title = title;
        this.path = path;
        this.command = command;
    }

    String title() {
        return title;
    }

    String path() {
        return path;
    }

    String command() {
        return command;
    }

    /** Returns whether each window wants a process that has done nothing before. */
    boolean isFresh() {
        return command.startsWith("idle") || command.startsWith("shutdown");
    }

    boolean isTls() {
        return name().startsWith("W8TLS");
    }

    boolean isDeflate() {
        return name().startsWith("W8DEFLATE");
    }

    /** Bytes of payload of one operation. */
    int size() {
        String[] words = command.split(" ");
        return words[0].equals("echo")
                ? Integer.parseInt(words[4])
                : words[0].equals("queued") ? Integer.parseInt(words[2]) : 0;
    }

    /** Returns whether the client has what is measured, used in this way. */
    boolean isFor(Contestant contestant) {
        return switch (this) {
            case W5X10000 -> contestant != Contestant.RAW;
            case W7 -> contestant.isAdieu();
            // Extensions are part of a configuration, which an annotated endpoint has none of.
            case W8DEFLATE2, W8DEFLATE3 ->
                !contestant.name().endsWith("_ANNOTATED")
                        && contestant != Contestant.JDK
                        && contestant != Contestant.RAW;
            default -> true;
        };
    }

    /**
     * Returns those of these names, and all of a family: W4 is W4 and W4X64, W8TLS is W8TLS2 and W8TLS3, but W1 is not
     * W10X1.
     */
    static List<Workload> of(String names) {
        return Arrays.stream(names.split(","))
                .flatMap(name -> named(name).stream())
                .distinct()
                .toList();
    }

    private static List<Workload> named(String name) {
        List<Workload> named =
                Arrays.stream(values()).filter(one -> one.isNamed(name)).toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" is no workload.\n" + Plan.HELP);
        }
        return named;
    }

    /** Returns whether a name matches; a number must not continue where it ends. */
    private boolean isNamed(String name) {
        return name().matches(Pattern.quote(name) + "(?!(?<=\\d)\\d).*");
    }
}
