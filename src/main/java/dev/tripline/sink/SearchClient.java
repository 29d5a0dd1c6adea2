// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The part of the HTTP interface that Elasticsearch and OpenSearch have in common and that alerts
 * need. Java's own client does: each product's client library refuses to speak to the other.
 */
final class SearchClient {

    /**
     * Asks only for what {@link BulkAnswer} reads, and for that before nobody listens any more: an
     * index that cannot be written to would otherwise hold up the answer about all the others.
     */
    private static final String BULK =
            "/_bulk?filter_path=items.*.status,items.*.error&timeout=%dms";

    private static final int UNAUTHORIZED = 401;
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(10);

    private final SearchCluster cluster;
    private final Duration patience;
    private final HttpClient http;
    private volatile Optional<String> authorization;

    /**
     * @throws RuntimeException if a secret or a certificate is not there; says which
     */
    SearchClient(SearchCluster cluster) {
        this(cluster, cluster.timeout());
    }

    /**
     * @param patience with a request; goes over the cluster's
     */
    SearchClient(SearchCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(
                                patience.compareTo(TIME_TO_CONNECT) < 0
                                        ? patience
                                        : TIME_TO_CONNECT);
        if (cluster.caFile() != null) {
            builder.sslContext(trusting(Path.of(cluster.caFile())));
        }
        this.http = builder.build();
        renewLogin();
    }

    /** Looks secrets up again: somebody may have changed them since. */
    void renewLogin() {
        authorization = cluster.login().header(cluster.secrets());
    }

    /** Fails if there is no whole answer within the timeout; the connection is then cut. */
    CompletableFuture<HttpResponse<byte[]>> bulk(URI host, List<BulkItem> items) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(host, BULK.formatted(patience.toMillis() / 2)))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofByteArray(body(items)));
        if (cluster.compression()) {
            request.header("Content-Encoding", "gzip");
        }
        return send(request);
    }

    /**
     * Returns when the host has answered, whatever it is that the login may not see.
     *
     * @throws IOException if it does not answer or does not know the login; says why
     */
    void greet(URI host) throws IOException {
        try {
            int status = send(HttpRequest.newBuilder(at(host, "/")).GET()).join().statusCode();
            if (status == UNAUTHORIZED) {
                throw new IOException("status " + status + " for " + cluster.login());
            }
        } catch (CompletionException e) {
            throw new IOException(e.getCause().toString(), e);
        }
    }

    /**
     * Sends one request and waits for its answer, whatever it is.
     *
     * @param body {@code null} for none
     * @throws IOException if there is no answer; says why
     */
    HttpResponse<byte[]> ask(URI host, String method, String path, JsonNode body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(host, path));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body.toString()));
        }
        try {
            return send(request).join();
        } catch (CompletionException e) {
            throw new IOException(host + " does not answer: " + e.getCause(), e);
        }
    }

    private static URI at(URI host, String path) {
        String base = host.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
        authorization.ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request.build(), BodyHandlers.ofByteArray());
        // The client's own timeout ends with the headers of the answer.
        CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
        sent.whenComplete(
                (response, error) -> {
                    if (error == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(error);
                    }
                });
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete(
                        (response, error) -> {
                            if (error instanceof TimeoutException) {
                                sent.cancel(true);
                            }
                        });
    }

    private byte[] body(List<BulkItem> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = cluster.compression() ? new GZIPOutputStream(bytes) : bytes) {
            for (BulkItem item : items) {
                out.write(item.lines());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the ca-file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
