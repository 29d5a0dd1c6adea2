// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts in bulks until the server has taken or rejected each. Whatever else happens (no
 * answer, no right, too many requests, a full disk) passes, and is tried again for as long as it
 * takes: first the host rests, or, if alerts of a bulk were refused, their index.
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
    private final int concurrent;
    private final SearchClient client;
    private final SearchHosts hosts;
    private final RestingIndices indices;
    private final BulkQueue queue;
    private final SearchMetrics metrics;
    private final ScheduledExecutorService thread;

    /** Everything that the server has not decided on, oldest first. */
    private final Set<BulkItem> open = new LinkedHashSet<>();

    private long openBytes;
    private int inFlight;
    private Throwable broken;

    /**
     * @param sink its name in dead letters and in the log
     */
    BulkSender(String sink, SearchCluster cluster, BulkBounds bounds, SearchMetrics metrics) {
        this.sink = sink;
        this.concurrent = bounds.concurrent();
        this.queue = new BulkQueue(bounds);
        this.client = new SearchClient(cluster);
        Backoff backoff = new Backoff(bounds.maxRetryDelay());
        this.hosts = new SearchHosts(cluster.hosts(), backoff);
        this.indices = new RestingIndices(backoff);
        this.metrics = metrics;
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
                    metrics.received().inc();
                    open.add(item);
                    openBytes += item.bytes();
                    queue.add(item);
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
        queue.addAgainInBulks(indices.rested(now));
        boolean resting = false;
        while (!resting && inFlight < concurrent && queue.isDue(now)) {
            Optional<URI> host = hosts.next(now);
            host.ifPresent(uri -> send(uri, queue.next(now)));
            resting = host.isEmpty();
        }
        show(now, resting);
    }

    private void send(URI host, List<BulkItem> bulk) {
        inFlight++;
        metrics.bytes().inc(BulkQueue.bytes(bulk));
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
            failed(host, bulk, "status " + status, RetryAfter.of(answer, Clock.systemUTC()));
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
        long now = now();
        for (int i = 0; i < bulk.size(); i++) {
            BulkItem item = bulk.get(i);
            BulkAnswer.Item answer = answers.get(i);
            switch (answer.fate()) {
                case INDEXED -> taken(item, metrics.indexed(), now);
                case PRESENT -> taken(item, metrics.present(), now);
                case REJECTED -> reject(item, answer.why());
                case RETRY -> retry(item, answer.why(), now);
            }
        }
    }

    private void taken(BulkItem item, Counter counter, long now) {
        counter.inc();
        indices.taken(item.index(), now);
        close(item);
        item.indexed();
    }

    private void retry(BulkItem item, String why, long now) {
        metrics.retried().inc();
        if (indices.refused(item, now)) {
            LOG.warn(
                    "{}: index {} does not take alerts now and is left alone for {} ms: {}",
                    sink,
                    item.index(),
                    indices.pause(item.index(), now),
                    why);
        }
    }

    private void split(List<BulkItem> bulk) {
        if (bulk.size() == 1) {
            reject(bulk.get(0), TOO_LARGE + " larger than the server takes");
            return;
        }
        long most = queue.addHalves(bulk);
        LOG.warn("{}: bulks are too large for the server; now at most {} bytes", sink, most);
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
        rest(host, bulk, Duration.ZERO);
    }

    private void failed(URI host, List<BulkItem> bulk, String why) {
        failed(host, bulk, why, Duration.ZERO);
    }

    private void failed(URI host, List<BulkItem> bulk, String why, Duration atLeast) {
        metrics.failures().inc();
        long pause = rest(host, bulk, atLeast);
        LOG.warn(
                "{}: {} takes no alerts now and is left alone for {} ms: {}",
                sink,
                host,
                pause,
                why);
    }

    private long rest(URI host, List<BulkItem> bulk, Duration atLeast) {
        metrics.retried().inc(bulk.size());
        queue.addAgain(bulk);
        return hosts.failed(host, now(), atLeast);
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

    private static String cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause.toString();
    }
}
