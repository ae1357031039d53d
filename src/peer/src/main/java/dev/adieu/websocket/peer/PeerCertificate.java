package dev.adieu.websocket.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate with its key, made by the JDK's keytool: for a server of any name, or for a client. */
public final class PeerCertificate {

    /** Of every key store that is written. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "peer";

    private final KeyStore keys;

    private PeerCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * Valid now.
     *
     * @param names as keytool writes subject alternative names: {@code dns:localhost}, {@code ip:127.0.0.1}
     */
    public static PeerCertificate of(String name, String... names) {
        return generate("CN=" + name, names, "-validity", "365");
    }

    /** Was valid until some days ago. */
    public static PeerCertificate expired(String name, String... names) {
        return generate("CN=" + name, names, "-startdate", "-30d", "-validity", "10");
    }

    /** A context that presents this certificate and trusts one other, if one is given. */
    public SSLContext presenting(PeerCertificate trusted) {
        return context(this, trusted);
    }

    /** A context that presents nothing and trusts this certificate only. */
    public SSLContext trusting() {
        return context(null, this);
    }

    private static SSLContext context(PeerCertificate own, PeerCertificate trusted) {
        try {
            KeyManager[] keyManagers = null;
            if (own != null) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(own.keys, PASSWORD.toCharArray());
                keyManagers = factory.getKeyManagers();
            }
            TrustManager[] trustManagers = null;
            if (trusted != null) {
                TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted.trustStore());
                trustManagers = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers, trustManagers, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS context", e);
        }
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        return trusted;
    }

    /** A PKCS12 key store that trusts this certificate, for what wants a file's bytes. */
    public byte[] trustStoreBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            trustStore().store(out, PASSWORD.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust store", e);
        }
    }

    private static PeerCertificate generate(String distinguishedName, String[] names, String... validity) {
        try {
            Path directory = Files.createTempDirectory("peer-certificate");
            Path file = directory.resolve("keys.p12");
            try {
                List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                        "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", distinguishedName, "-storetype", "PKCS12",
                        "-storepass", PASSWORD, "-keystore", file.toString()));
                command.addAll(Arrays.asList(validity));
                if (names.length > 0) {
                    command.addAll(List.of("-ext", "SAN=" + String.join(",", names)));
                }
                run(command);
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    keys.load(in, PASSWORD.toCharArray());
                }
                return new PeerCertificate(keys);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool's PKCS12 file is not readable", e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        keytool.getOutputStream().close();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }
}
