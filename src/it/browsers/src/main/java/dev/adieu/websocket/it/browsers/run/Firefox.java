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
    private final BidiSession session;

    /**
     * Starts it.
     *
     * @param remote whether it lets itself be controlled
     */
    private Firefox(URI page, boolean remote, Certificates accepted) {
        if (!new File(BINARY).canExecute()) {
            throw new IllegalStateException(BINARY + " is missing; apt-get install firefox-esr");
        }
        try {
            profile = Files.createTempDirectory("firefox-profile");
            Files.writeString(profile.resolve("user.js"), PREFERENCES);
            List<String> command =
                    new ArrayList<>(List.of(BINARY, "--headless", "--no-remote", "--profile", profile.toString()));
            if (remote) {
                command.add("--remote-debugging-port=0");
            }
            command.add(page.toString());
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            URI address = remote ? remote(output) : null;
            drain(output);
            session = remote ? control(address, accepted) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BidiSession control(URI address, Certificates accepted) {
        try {
            return new BidiSession(address, accepted);
        } catch (RuntimeException e) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw e;
        }
    }

    /** Opens a page. Only a Firefox that is controlled from outside accepts any certificate. */
    public static Firefox open(URI page, Certificates accepted) {
        if (accepted == Certificates.TRUSTED) {
            return new Firefox(page, false, accepted);
        }
        Firefox firefox = openRemote(accepted);
        firefox.session.open(page);
        return firefox;
    }

    /** Opens an empty page, and lets itself be controlled by {@link #session()}. */
    public static Firefox openRemote(Certificates accepted) {
        return new Firefox(URI.create("about:blank"), true, accepted);
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

    /** Returns the session that controls it; {@code null} unless it was opened for that. */
    public BidiSession session() {
        return session;
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
        if (session != null) {
            session.close();
        }
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
