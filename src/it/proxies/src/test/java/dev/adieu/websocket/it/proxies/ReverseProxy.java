package dev.adieu.websocket.it.proxies;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A reverse proxy in front of a server. Below {@code /idle} it cuts what is idle for a second, and behind
 * {@code /nobody} there is no server. A second after it was told to reload it cuts the sessions that are still open.
 */
record ReverseProxy(Daemon daemon, String signal, int plainPort, int tlsPort) implements AutoCloseable {

    /** The products. */
    enum Product {
        NGINX {
            @Override
            ReverseProxy start(int server) throws IOException {
                Path directory = Daemon.directory("nginx");
                int plain = Daemon.freePort();
                int tls = Daemon.freePort();
                Path pem = Certificates.writePem(directory);
                Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                        daemon off;
                        worker_processes 1;
                        worker_shutdown_timeout 1s;
                        pid nginx.pid;
                        error_log stderr notice;
                        events {}
                        http {
                            access_log off;
                            client_body_temp_path body;
                            proxy_temp_path proxy;
                            fastcgi_temp_path fastcgi;
                            uwsgi_temp_path uwsgi;
                            scgi_temp_path scgi;
                            proxy_http_version 1.1;
                            proxy_set_header Host $http_host;
                            proxy_set_header Upgrade $http_upgrade;
                            proxy_set_header Connection upgrade;
                            server {
                                listen 127.0.0.1:%d;
                                listen 127.0.0.1:%d ssl;
                                ssl_certificate %s;
                                ssl_certificate_key %s;
                                location / { proxy_pass http://127.0.0.1:%d; }
                                location /idle { proxy_pass http://127.0.0.1:%d; proxy_read_timeout 1s; }
                                location /nobody { proxy_pass http://127.0.0.1:%d; }
                            }
                        }
                        """.formatted(
                                plain, tls, pem, pem, server, server, Daemon.freePort()));
                Daemon daemon = Daemon.start(
                        directory,
                        plain,
                        "/usr/sbin/nginx",
                        "-e",
                        "stderr",
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString());
                return new ReverseProxy(daemon, "HUP", plain, tls);
            }
        },
        HAPROXY {
            @Override
            ReverseProxy start(int server) throws IOException {
                Path directory = Daemon.directory("haproxy");
                int plain = Daemon.freePort();
                int tls = Daemon.freePort();
                Path pem = Certificates.writePem(directory);
                Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                        global
                            hard-stop-after 1s
                        defaults
                            mode http
                            timeout connect 10s
                            timeout client 1m
                            timeout server 1m
                            timeout tunnel 1m
                        frontend all
                            bind 127.0.0.1:%d
                            bind 127.0.0.1:%d ssl crt %s
                            use_backend idle if { path_beg /idle }
                            use_backend nobody if { path_beg /nobody }
                            default_backend server
                        backend server
                            server server 127.0.0.1:%d
                        backend idle
                            timeout tunnel 1s
                            server server 127.0.0.1:%d
                        backend nobody
                            server server 127.0.0.1:%d
                        """.formatted(
                                plain, tls, pem, server, server, Daemon.freePort()));
                Daemon daemon = Daemon.start(
                        directory, plain, "/usr/sbin/haproxy", "-W", "-db", "-f", configuration.toString());
                return new ReverseProxy(daemon, "USR2", plain, tls);
            }
        };

        /** Starts one in front of the server at that port. */
        abstract ReverseProxy start(int server) throws IOException;
    }

    URI uri(boolean secure, String path) {
        return URI.create((secure ? "wss://localhost:" + tlsPort : "ws://localhost:" + plainPort) + path);
    }

    void reload() {
        daemon.reload(signal);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
