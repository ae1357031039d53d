package dev.adieu.websocket.it.proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A forward proxy. It wants the user {@value #USER} with the password {@value #PASSWORD} if it wants any, and connects
 * to one port only if it has a way to refuse others.
 *
 * @param scheme of the URI in {@code adieu.proxy}
 * @param files besides its directory; {@code null} for none
 * @param reload {@code null} if it cannot read its configuration again
 */
record ForwardProxy(Daemon daemon, String scheme, int port, Path files, Reload reload) implements AutoCloseable {

    /** The signal that has a program read its configuration again, and what it prints when it has done so. */
    record Reload(String signal, String says) {}

    static final String USER = "me";
    static final String PASSWORD = "pass-word";
    private static final String REALM = "the proxy";

    /** The products, with what they want to know of who asks. */
    enum Product {
        SQUID {
            @Override
            ForwardProxy start(int server) throws IOException {
                return squid(server, "", "server");
            }
        },
        /** Cuts a tunnel after a second in which nothing came through it. */
        SQUID_IDLE {
            @Override
            ForwardProxy start(int server) throws IOException {
                return squid(server, "read_timeout 1 second", "server");
            }
        },
        SQUID_BASIC {
            @Override
            ForwardProxy start(int server) throws IOException {
                // A helper of Squid's protocol: a line with user and password, and an answer to it.
                Path files = readableFiles("""
                        while read user password; do
                            [ "$user:$password" = %s:%s ] && echo OK || echo ERR
                        done
                        """.formatted(USER, PASSWORD));
                return squid(files, server, "auth_param basic program /bin/sh");
            }
        },
        SQUID_DIGEST {
            @Override
            ForwardProxy start(int server) throws IOException {
                Path files = readableFiles(USER + ":" + PASSWORD);
                return squid(files, server, "auth_param digest program /usr/lib/squid/digest_file_auth");
            }
        },
        TINYPROXY {
            @Override
            ForwardProxy start(int server) throws IOException {
                return tinyproxy(server, "");
            }
        },
        /** Cuts a tunnel after a second in which nothing came through it. */
        TINYPROXY_IDLE {
            @Override
            ForwardProxy start(int server) throws IOException {
                return tinyproxy(server, "Timeout 1");
            }
        },
        TINYPROXY_BASIC {
            @Override
            ForwardProxy start(int server) throws IOException {
                return tinyproxy(server, "BasicAuth " + USER + " " + PASSWORD);
            }
        },
        MICROSOCKS {
            @Override
            ForwardProxy start(int server) {
                return microsocks();
            }
        },
        MICROSOCKS_PASSWORD {
            @Override
            ForwardProxy start(int server) {
                return microsocks("-u", USER, "-P", PASSWORD);
            }
        };

        /** Starts one that leads to the server at that port. */
        abstract ForwardProxy start(int server) throws IOException;
    }

    private static ForwardProxy squid(int server, String authentication, String who) throws IOException {
        Path directory = Daemon.directory("squid");
        int port = Daemon.freePort();
        // Squid reserves memory for as many descriptors as it may have.
        Path configuration =
                Files.writeString(directory.resolve("squid.conf"), """
                http_port 127.0.0.1:%d
                visible_hostname localhost
                pid_filename none
                access_log none
                cache_log /dev/null
                cache deny all
                cache_mem 1 MB
                netdb_filename none
                pinger_enable off
                max_filedescriptors 512
                shutdown_lifetime 0 seconds
                coredump_dir none
                %s
                acl server port %d
                http_access deny !server
                http_access allow %s
                http_access deny all
                """.formatted(port, authentication, server, who));
        Daemon daemon =
                Daemon.start(directory, port, "/usr/sbin/squid", "-N", "-d", "1", "-f", configuration.toString());
        return new ForwardProxy(daemon, "http", port, null, new Reload("HUP", "Reconfiguring Squid Cache"));
    }

    private static ForwardProxy squid(Path files, int server, String program) throws IOException {
        String scheme = program.split(" ")[1];
        String authentication = """
                %s %s
                auth_param %s children 1 startup=1
                auth_param %s realm %s
                acl known proxy_auth REQUIRED
                """.formatted(program, files.resolve("passwords"), scheme, scheme, REALM);
        ForwardProxy proxy = squid(server, authentication, "known");
        return new ForwardProxy(proxy.daemon(), proxy.scheme(), proxy.port(), files, proxy.reload());
    }

    /** Squid gives up the rights of root, and then it cannot read below {@code target} of whoever builds. */
    private static Path readableFiles(String passwords) throws IOException {
        Path directory = Files.createTempDirectory("squid-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(directory.resolve("passwords"), passwords + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return directory;
    }

    private static ForwardProxy tinyproxy(int server, String authentication) throws IOException {
        Path directory = Daemon.directory("tinyproxy");
        int port = Daemon.freePort();
        Path configuration =
                Files.writeString(directory.resolve("tinyproxy.conf"), """
                Port %d
                Listen 127.0.0.1
                Allow 127.0.0.1
                MaxClients 20
                ConnectPort %d
                %s
                """.formatted(port, server, authentication));
        Daemon daemon = Daemon.start(directory, port, "/usr/bin/tinyproxy", "-d", "-c", configuration.toString());
        return new ForwardProxy(daemon, "http", port, null, new Reload("USR1", "Reloading config file finished"));
    }

    private static ForwardProxy microsocks(String... options) {
        int port = Daemon.freePort();
        String[] command = new String[5 + options.length];
        String[] first = {"/usr/bin/microsocks", "-i", "127.0.0.1", "-p", String.valueOf(port)};
        System.arraycopy(first, 0, command, 0, first.length);
        System.arraycopy(options, 0, command, first.length, options.length);
        return new ForwardProxy(
                Daemon.start(Daemon.directory("microsocks"), port, command), "socks5", port, null, null);
    }

    /** Returns the value of {@code adieu.proxy}. */
    String uri(String userInfo) {
        return scheme + "://" + (userInfo.isEmpty() ? "" : userInfo + "@") + "127.0.0.1:" + port;
    }

    void readConfigurationAgain() {
        daemon.reload(reload.signal(), reload.says(), port);
    }

    @Override
    public void close() {
        daemon.close();
        if (files != null) {
            try (Stream<Path> all = Files.list(files)) {
                for (Path file : all.toList()) {
                    Files.delete(file);
                }
                Files.delete(files);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
