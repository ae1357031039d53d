package dev.adieu.websocket.it.browsers.run;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Firefox ESR. Debian has no geckodriver: the page is opened from the command line. */
public final class Firefox implements Browser {

    private static final String BINARY = "/usr/bin/firefox-esr";
    private static final String LISTENING = "WebDriver BiDi listening on ";

    /**
     * Nothing but the page goes over the network, and a tab's six connections to one host do not hold up the page's own
     * requests.
     */
    private static final String PREFERENCES = """
            user_pref("network.http.max-persistent-connections-per-server", 60);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("browser.startup.homepage_override.mstone", "ignore");
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("datareporting.healthreport.uploadEnabled", false);
            user_pref("toolkit.telemetry.enabled", false);
            user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
            user_pref("app.update.enabled", false);
            user_pref("app.normandy.enabled", false);
            user_pref("browser.safebrowsing.malware.enabled", false);
            user_pref("browser.safebrowsing.phishing.enabled", false);
            user_pref("extensions.update.enabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
            """;

    private final Path profile;
    private final Process process;
    private final URI remote;

    private Firefox(URI page, List<String> arguments) {
        if (!new File(BINARY).canExecute()) {
            throw new IllegalStateException(BINARY + " is missing; apt-get install firefox-esr");
        }
        try {
            profile = Files.createTempDirectory("firefox-profile");
            Files.writeString(profile.resolve("user.js"), PREFERENCES);
            List<String> command =
                    new ArrayList<>(List.of(BINARY, "--headless", "--no-remote", "--profile", profile.toString()));
            command.addAll(arguments);
            command.add(page.toString());
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            remote = arguments.isEmpty() ? null : remote(output);
            drain(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Firefox open(URI page) {
        return new Firefox(page, List.of());
    }

    /** Lets itself be controlled by WebDriver BiDi, at {@link #remote()}. */
    public static Firefox openRemote(URI page) {
        return new Firefox(page, List.of("--remote-debugging-port=0"));
    }

    private static URI remote(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("Firefox ended before it said where WebDriver BiDi listens");
    }

    /** Reads further output, which must not fill the pipe. */
    private static void drain(BufferedReader output) {
        Thread draining = new Thread(
                () -> {
                    try (output) {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // Firefox was closed, and its output with it.
                    }
                },
                "Firefox's output");
        draining.setDaemon(true);
        draining.start();
    }

    /** Returns the address of WebDriver BiDi; {@code null} unless it was opened for that. */
    public URI remote() {
        return remote;
    }

    @Override
    public String version() {
        try {
            Process asked = new ProcessBuilder(BINARY, "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .replace("Mozilla ", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Profiles.delete(profile);
    }
}
