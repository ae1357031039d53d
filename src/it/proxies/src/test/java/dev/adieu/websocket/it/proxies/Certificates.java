package dev.adieu.websocket.it.proxies;

import dev.adieu.websocket.peer.PeerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** The certificate of the proxies and of the server. */
final class Certificates {

    static final PeerCertificate LOCALHOST = PeerCertificate.of("localhost", "dns:localhost", "ip:127.0.0.1");

    private Certificates() {}

    /** Writes certificate and key into one file, as nginx and HAProxy read them. */
    static Path writePem(Path directory) throws IOException {
        char[] password = PeerCertificate.PASSWORD.toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(LOCALHOST.keyStoreBytes()), password);
            String alias = store.aliases().nextElement();
            String pem = pem("CERTIFICATE", store.getCertificate(alias).getEncoded())
                    + pem("PRIVATE KEY", store.getKey(alias, password).getEncoded());
            return Files.writeString(directory.resolve("certificate.pem"), pem);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, newline).encodeToString(content) + "\n-----END " + kind + "-----\n";
    }
}
