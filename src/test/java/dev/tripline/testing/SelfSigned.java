// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of 127.0.0.1 that nobody trusts who is not told to.
 *
 * @param keyStore the private key, for the server; PKCS12
 * @param trustStore the certificate alone, for clients; PKCS12
 * @param pem the certificate alone
 */
public record SelfSigned(Path keyStore, Path trustStore, Path pem) {

    /** Of both stores. */
    public static final String STORE_PASSWORD = "of-the-store";

    /**
     * @param directory that the files are written to
     */
    public static SelfSigned make(Path directory) throws IOException, InterruptedException {
        SelfSigned made =
                new SelfSigned(
                        directory.resolve("server.p12"),
                        directory.resolve("certificate.p12"),
                        directory.resolve("certificate.pem"));
        Path log = directory.resolve("keytool.log");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                STORE_PASSWORD,
                                "-keystore",
                                made.keyStore.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(log));
        }
        try {
            made.export();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Java can do PKCS12", e);
        }
        return made;
    }

    /** What a server needs that shows the certificate. */
    public SSLContext tls() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keys(), STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keyStore)) {
            keys.load(file, STORE_PASSWORD.toCharArray());
        }
        return keys;
    }

    private void export() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys().getCertificate("server"));
        try (OutputStream file = Files.newOutputStream(trustStore)) {
            trusted.store(file, STORE_PASSWORD.toCharArray());
        }
        String base64 =
                Base64.getMimeEncoder()
                        .encodeToString(keys().getCertificate("server").getEncoded());
        Files.writeString(
                pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
