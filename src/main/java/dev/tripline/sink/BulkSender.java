// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts in bulks until the server has taken or rejected each. Whatever else happens (no
 * answer, no right, too many requests, a full disk) passes, and is tried again for as long as it
 * takes: first the host rests, or, if only some alerts of a bulk were refused, these alerts.
 *
 * <p>All state belongs to one thread.
 */
final class BulkSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BulkSender.class);

    /** How exactly ages and pauses are kept. */
    private static final Duration TICK = Duration.ofMillis(50);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;

    private final String sink;
    private final BulkBounds bounds;
    private final SearchClient client;
    private final SearchHosts hosts;
    private final Backoff backoff;
    private final SearchMetrics metrics;
    private final ScheduledExecutorService thread;

    /** Everything that the server has not decided on, oldest first. */
    private final Set<BulkItem> open = new LinkedHashSet<>();

    /** Not sent yet, oldest first. */
    private final Deque<BulkItem> waiting = new ArrayDeque<>();

    /** Bulks that were sent in vain, to be sent as they are, before what is waiting. */
    private final Deque<List<BulkItem>> again = new ArrayDeque<>();

    private long waitingBytes;
    private long openBytes;
    private int inFlight;

    /** The bound, or what the server has shown to be too much for it. */
    private long bulkBytes;

    private Throwable broken;

    /**
     * @param sink its name in dead letters and in the log
     */
    BulkSender(String sink, SearchCluster cluster, BulkBounds bounds, SearchMetrics metrics) {
        this.sink = sink;
        this.bounds = bounds;
        this.client = new SearchClient(cluster);
        this.backoff = new Backoff(bounds.maxRetryDelay());
        this.hosts = new SearchHosts(cluster.hosts(), backoff);
        this.metrics = metrics;
        this.bulkBytes = bounds.bytes();
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread worker = new Thread(task, "bulks to " + sink);
                            worker.setDaemon(true);
                            return worker;
                        });
        thread.scheduleWithFixedDelay(
                guarded(this::send), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A clock for {@link BulkItem#arrival}. */
    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Returns at once; the item is told what became of it. */
    void add(BulkItem item) {
        thread.execute(
                () -> {
                    open.add(item);
                    openBytes += item.bytes();
                    waiting.add(item);
                    waitingBytes += item.bytes();
                    guarded(this::send).run();
                });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** A mistake of this program must end in a failure of the job and not in silence. */
    private Runnable guarded(Runnable step) {
        return () -> {
            try {
                if (broken == null) {
                    step.run();
                }
            } catch (RuntimeException | Error e) {
                broken = e;
            }
            if (broken != null) {
                open.forEach(item -> item.failed(broken));
                open.clear();
            }
        };
    }

    private void send() {
        long now = now();
        boolean resting = false;
        while (!resting && inFlight < bounds.concurrent() && isDue(now)) {
            Optional<URI> host = hosts.next(now);
            host.ifPresent(uri -> send(uri, again.isEmpty() ? nextBulk() : again.removeFirst()));
            resting = host.isEmpty();
        }
        show(now, resting);
    }

    private boolean isDue(long now) {
        return !again.isEmpty()
                || waiting.size() >= bounds.alerts()
                || waitingBytes >= bulkBytes
                || (!waiting.isEmpty()
                        && now - waiting.element().arrival() >= bounds.age().toMillis());
    }

    private List<BulkItem> nextBulk() {
        List<BulkItem> bulk = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty()
                && bulk.size() < bounds.alerts()
                && (bulk.isEmpty() || bytes + waiting.element().bytes() <= bulkBytes)) {
            BulkItem item = waiting.remove();
            bytes += item.bytes();
            bulk.add(item);
        }
        waitingBytes -= bytes;
        return bulk;
    }

    private void send(URI host, List<BulkItem> bulk) {
        inFlight++;
        metrics.bytes().inc(bytes(bulk));
        long start = now();
        client.bulk(host, bulk)
                .whenComplete(
                        (answer, failure) ->
                                thread.execute(
                                        guarded(
                                                () -> {
                                                    inFlight--;
                                                    if (failure == null) {
                                                        answered(host, bulk, answer, start);
                                                    } else {
                                                        failed(host, bulk, cause(failure));
                                                    }
                                                    send();
                                                })));
    }

    private void answered(URI host, List<BulkItem> bulk, HttpResponse<byte[]> answer, long start) {
        metrics.bulks().inc();
        metrics.latency().update(now() - start);
        int status = answer.statusCode();
        if (status == TOO_LARGE) {
            hosts.answered(host);
            split(bulk);
        } else if (status == UNAUTHORIZED || status == FORBIDDEN) {
            refused(host, bulk, status);
        } else if (status >= 300) {
            failed(host, bulk, "status " + status);
        } else {
            try {
                settle(host, bulk, BulkAnswer.read(answer.body(), bulk.size()));
            } catch (IOException e) {
                failed(host, bulk, e.getMessage());
            }
        }
    }

    private void settle(URI host, List<BulkItem> bulk, List<BulkAnswer.Item> answers) {
        if (hosts.answered(host)) {
            LOG.info("{}: {} answers again", sink, host);
        }
        List<BulkItem> retried = new ArrayList<>();
        String lastWhy = null;
        for (int i = 0; i < bulk.size(); i++) {
            BulkItem item = bulk.get(i);
            BulkAnswer.Item answer = answers.get(i);
            switch (answer.fate()) {
                case INDEXED -> {
                    metrics.indexed().inc();
                    close(item);
                    item.indexed();
                }
                case PRESENT -> {
                    metrics.present().inc();
                    close(item);
                    item.indexed();
                }
                case REJECTED -> reject(item, answer.why());
                case RETRY -> {
                    lastWhy = answer.why();
                    retried.add(item);
                }
            }
        }
        if (!retried.isEmpty()) {
            retryLater(retried, retried.size() < bulk.size(), lastWhy);
        }
    }

    /** Where others of the same bulk were taken, there is hope. */
    private void retryLater(List<BulkItem> items, boolean hope, String why) {
        metrics.retried().inc(items.size());
        int attempts = items.stream().mapToInt(BulkItem::tryAgain).max().orElseThrow();
        long pause = backoff.millisAfter(hope ? 1 : attempts);
        LOG.warn(
                "{}: {} alerts are not taken now and are sent again in {} ms: {}",
                sink,
                items.size(),
                pause,
                why);
        thread.schedule(
                guarded(
                        () -> {
                            again.add(items);
                            send();
                        }),
                pause,
                TimeUnit.MILLISECONDS);
    }

    private void split(List<BulkItem> bulk) {
        if (bulk.size() == 1) {
            reject(bulk.get(0), TOO_LARGE + " larger than the server takes");
            return;
        }
        bulkBytes = Math.max(1, Math.min(bulkBytes, bytes(bulk) / 2));
        LOG.warn("{}: bulks are too large for the server; now at most {} bytes", sink, bulkBytes);
        int half = bulk.size() / 2;
        again.addFirst(bulk.subList(half, bulk.size()));
        again.addFirst(bulk.subList(0, half));
    }

    private void reject(BulkItem item, String why) {
        LOG.warn("{}: an alert is rejected and becomes a dead letter: {}", sink, why);
        close(item);
        item.rejected(sink, why);
    }

    private void refused(URI host, List<BulkItem> bulk, int status) {
        metrics.refusals().inc();
        try {
            client.renewLogin();
        } catch (RuntimeException e) {
            LOG.error("{}: the login cannot be looked up again: {}", sink, e.getMessage());
        }
        LOG.error(
                "{}: {} refuses alerts with status {}; correct the login of the sink, or the rights"
                        + " that it has there. Until then the alerts wait",
                sink,
                host,
                status);
        rest(host, bulk);
    }

    private void failed(URI host, List<BulkItem> bulk, String why) {
        metrics.failures().inc();
        long pause = rest(host, bulk);
        LOG.warn(
                "{}: {} takes no alerts now and is left alone for {} ms: {}",
                sink,
                host,
                pause,
                why);
    }

    private long rest(URI host, List<BulkItem> bulk) {
        metrics.retried().inc(bulk.size());
        again.addFirst(bulk);
        return hosts.failed(host, now());
    }

    private void close(BulkItem item) {
        open.remove(item);
        openBytes -= item.bytes();
    }

    private void show(long now, boolean resting) {
        SearchMetrics.State state = metrics.state();
        state.bufferedAlerts = open.size();
        state.bufferedBytes = openBytes;
        state.oldestMillis = open.isEmpty() ? 0 : now - open.iterator().next().arrival();
        state.failingHosts = hosts.failing();
        state.circuitOpen = resting;
    }

    private static long bytes(List<BulkItem> bulk) {
        return bulk.stream().mapToLong(BulkItem::bytes).sum();
    }

    private static String cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause.toString();
    }
}
