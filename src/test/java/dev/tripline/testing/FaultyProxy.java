// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Arrays;
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

    private static final byte[] PAGE = "<html><body>Sorry</body></html>".getBytes(UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

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
     * @param status to answer with, if it is refused
     * @param retryAfter header of a refusal; {@code null} for none
     */
    public record Fault(Kind kind, int status, String retryAfter) {

        /** Where it happens; the server has done what was asked in all cases but the first two. */
        private enum Kind {
            /** It is answered with a page that says nothing, and not forwarded. */
            REFUSED,
            /** The connection is closed before it is forwarded. */
            LOST,
            NONE,
            /** The connection is closed without an answer. */
            CUT,
            /** Half of the answer comes, and then nothing. */
            STALL,
            /** Half of the answer comes as if it were all. */
            HALF,
            /** The answer says nothing about the last item. */
            FEWER
        }

        public static Fault none() {
            return of(Kind.NONE);
        }

        /** Of a proxy, which says it in HTML. */
        public static Fault status(int status) {
            return new Fault(Kind.REFUSED, status, null);
        }

        public static Fault retryAfter(int status, String retryAfter) {
            return new Fault(Kind.REFUSED, status, retryAfter);
        }

        public static Fault lost() {
            return of(Kind.LOST);
        }

        public static Fault cut() {
            return of(Kind.CUT);
        }

        public static Fault stall() {
            return of(Kind.STALL);
        }

        public static Fault half() {
            return of(Kind.HALF);
        }

        public static Fault fewer() {
            return of(Kind.FEWER);
        }

        private static Fault of(Kind kind) {
            return new Fault(kind, 0, null);
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
        return before(target, 0);
    }

    /**
     * @param port to listen on
     */
    public static FaultyProxy before(URI target, int port) throws IOException {
        return new FaultyProxy(HttpServer.create(loopback(port), 0), target);
    }

    /** Speaks TLS itself and plain HTTP to the target. */
    public static FaultyProxy before(URI target, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FaultyProxy(server, target);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
        try {
            if (letIn) {
                handle(exchange, body, fault);
            } else {
                refuse(exchange, Fault.status(401));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void handle(HttpExchange exchange, byte[] body, Fault fault)
            throws IOException, InterruptedException {
        switch (fault.kind()) {
            case REFUSED -> refuse(exchange, fault);
            case LOST -> {}
            case NONE -> {
                HttpResponse<byte[]> answer = forward(exchange, body);
                answer(exchange, answer.statusCode(), answer.body());
            }
            case CUT -> forward(exchange, body);
            case STALL -> stall(exchange, forward(exchange, body).body());
            case HALF -> {
                byte[] answer = forward(exchange, body).body();
                answer(exchange, 200, Arrays.copyOf(answer, answer.length / 2));
            }
            case FEWER -> {
                ObjectNode answer = (ObjectNode) JSON.readTree(forward(exchange, body).body());
                ArrayNode items = answer.withArray("items");
                items.remove(items.size() - 1);
                answer(exchange, 200, JSON.writeValueAsBytes(answer));
            }
        }
    }

    private static void refuse(HttpExchange exchange, Fault fault) throws IOException {
        if (fault.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
        }
        answer(exchange, fault.status(), PAGE);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
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
