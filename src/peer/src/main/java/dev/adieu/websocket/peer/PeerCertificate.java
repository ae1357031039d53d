package dev.adieu.websocket.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    private static final String AUTHORITY = "authority";

    private final KeyStore keys;

    private PeerCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * Creates a certificate that is valid now.
     *
     * @param names as keytool writes subject alternative names: {@code dns:localhost}, {@code ip:127.0.0.1}
     */
    public static PeerCertificate of(String name, String... names) {
        return generate(null, name, names, "-validity", "365");
    }

    /** Returns one that may sign others. */
    public static PeerCertificate authority(String name) {
        return generate(null, name, new String[0], "-validity", "365", "-ext", "bc:c");
    }

    /** Creates a certificate signed with this one, and valid until some days ago. */
    public PeerCertificate issueExpired(String name, String... names) {
        return generate(keys, name, names, "-startdate", "-30d", "-validity", "10", "-signer", AUTHORITY);
    }

    /** Returns a context that presents this certificate and trusts one other, if one is given. */
    public SSLContext presenting(PeerCertificate trusted) {
        return context(this, trusted);
    }

    /** Returns a context that presents nothing and trusts this certificate only. */
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
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
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

    /** Returns a PKCS12 key store that holds this certificate and its key, as the bytes of a file. */
    public byte[] keyStoreBytes() {
        return bytes(keys);
    }

    /** Returns a PKCS12 key store that trusts this certificate, as the bytes of a file. */
    public byte[] trustStoreBytes() {
        try {
            return bytes(trustStore());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust store", e);
        }
    }

    private static byte[] bytes(KeyStore store) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            store.store(out, PASSWORD.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the key store cannot be written", e);
        }
    }

    private static PeerCertificate generate(KeyStore signer, String name, String[] names, String... options) {
        try {
            Path directory = Files.createTempDirectory("peer-certificate");
            Path file = directory.resolve("keys.p12");
            try {
                if (signer != null) {
                    write(signer, file);
                }
                List<String> command = new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()));
                command.addAll(Arrays.asList(options));
                if (names.length > 0) {
                    command.addAll(List.of("-ext", "SAN=" + String.join(",", names)));
                }
                run(command);
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    keys.load(in, PASSWORD.toCharArray());
                }
                if (signer != null) {
                    keys.deleteEntry(AUTHORITY);
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

    /** Writes it under another alias, because keytool wants both in one key store. */
    private static void write(KeyStore signer, Path file) throws GeneralSecurityException, IOException {
        char[] password = PASSWORD.toCharArray();
        KeyStore renamed = KeyStore.getInstance("PKCS12");
        renamed.load(null, null);
        renamed.setKeyEntry(AUTHORITY, signer.getKey(ALIAS, password), password, signer.getCertificateChain(ALIAS));
        try (OutputStream out = Files.newOutputStream(file)) {
            renamed.store(out, password);
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
