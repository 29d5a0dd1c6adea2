// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/** Stands before an HTTP server and, for chosen requests, behaves as servers and networks do. */
public final class FaultyProxy implements AutoCloseable {

    private static final List<String> HOP_BY_HOP =
            List.of("connection", "host", "content-length", "transfer-encoding", "upgrade");

    private final HttpServer server;
    private final URI target;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile IntFunction<Fault> faults = number -> Fault.none();
    private volatile String authorization;

    /**
     * What happens to a request.
     *
     * @param status to answer with, without forwarding; 0 to forward
     * @param afterwards what happens to the answer of the server
     */
    public record Fault(int status, Afterwards afterwards) {

        /** What happens to the answer of the server, which has done what was asked. */
        public enum Afterwards {
            PASS,
            /** The connection is closed without an answer. */
            CUT,
            /** Half of the answer comes, and then nothing. */
            STALL
        }

        public static Fault none() {
            return new Fault(0, Afterwards.PASS);
        }

        public static Fault status(int status) {
            return new Fault(status, Afterwards.PASS);
        }

        public static Fault cut() {
            return new Fault(0, Afterwards.CUT);
        }

        public static Fault stall() {
            return new Fault(0, Afterwards.STALL);
        }
    }

    private FaultyProxy(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static FaultyProxy before(URI target) throws IOException {
        return new FaultyProxy(HttpServer.create(loopback(), 0), target);
    }

    /** Speaks TLS itself and plain HTTP to the target. */
    public static FaultyProxy before(URI target, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FaultyProxy(server, target);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Requests so far, faulty or not. */
    public int requests() {
        return requests.get();
    }

    /**
     * @param faults by the number of the request, from 1
     */
    public void set(IntFunction<Fault> faults) {
        this.faults = faults;
    }

    /** Answers 401 to every request without this header {@code Authorization}. */
    public void require(String header) {
        this.authorization = header;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault = faults.apply(requests.incrementAndGet());
        boolean letIn =
                authorization == null
                        || authorization.equals(
                                exchange.getRequestHeaders().getFirst("Authorization"));
        if (!letIn || fault.status() != 0) {
            exchange.sendResponseHeaders(letIn ? fault.status() : 401, -1);
            exchange.close();
            return;
        }
        try {
            HttpResponse<byte[]> answer = forward(exchange, body);
            switch (fault.afterwards()) {
                case CUT -> exchange.close();
                case STALL -> stall(exchange, answer.body());
                case PASS -> {
                    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                    exchange.getResponseBody().write(answer.body());
                    exchange.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        } catch (IOException e) {
            exchange.close();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private void stall(HttpExchange exchange, byte[] answer)
            throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, answer.length);
        OutputStream out = exchange.getResponseBody();
        out.write(answer, 0, answer.length / 2);
        out.flush();
        closed.await();
    }
}
