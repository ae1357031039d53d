package dev.adieu.websocket.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key that the benchmark has made for this run. */
final class ServerCertificate {

    private ServerCertificate() {}

    static SSLContext fromSystemProperties() throws IOException {
        char[] password = System.getProperty("bench.keystore.password").toCharArray();
        try (InputStream file = Files.newInputStream(Path.of(System.getProperty("bench.keystore")))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of this run cannot be used", e);
        }
    }
}
