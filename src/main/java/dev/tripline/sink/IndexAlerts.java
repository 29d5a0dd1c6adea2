// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import dev.tripline.alert.Alert;
import dev.tripline.event.DeadLetter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Indexes alerts in Elasticsearch or OpenSearch and puts out those that it rejects.
 *
 * <p>Flink keeps an alert in its state until it is indexed or put out, and asks again after a
 * failure. So a checkpoint waits for no server, and nothing is lost; the id and the revision make
 * repetitions harmless.
 */
public final class IndexAlerts extends RichAsyncFunction<Alert, DeadLetter> {

    private static final long serialVersionUID = 1L;

    /** An alert waits for as long as it takes. */
    private static final long NO_TIMEOUT = 0;

    private final String sink;
    private final String index;
    private final SearchCluster cluster;
    private final BulkBounds bounds;

    private transient BulkSender sender;
    private transient Semaphore room;

    private IndexAlerts(String sink, String index, SearchCluster cluster, BulkBounds bounds) {
        this.sink = sink;
        this.index = index;
        this.cluster = cluster;
        this.bounds = bounds;
    }

    /**
     * @param alerts without watermarks, which would wait for the server and fill the buffer
     * @param sink names it in dead letters, metrics and the log
     * @param index the first part of the index's name; the second is the month
     * @return the alerts that were rejected
     */
    public static SingleOutputStreamOperator<DeadLetter> of(
            DataStream<Alert> alerts,
            String sink,
            String index,
            SearchCluster cluster,
            BulkBounds bounds) {
        return AsyncDataStream.unorderedWait(
                alerts,
                new IndexAlerts(sink, index, cluster, bounds),
                NO_TIMEOUT,
                TimeUnit.MILLISECONDS,
                bounds.bufferedAlerts());
    }

    @Override
    public void open(OpenContext context) {
        room = new Semaphore(bounds.bufferedBytes());
        sender =
                new BulkSender(
                        sink,
                        cluster,
                        bounds,
                        SearchMetrics.in(
                                getRuntimeContext().getMetricGroup().addGroup("sink", sink)));
    }

    @Override
    public void asyncInvoke(Alert alert, ResultFuture<DeadLetter> result)
            throws InterruptedException {
        int bytes = Math.min(bounds.bufferedBytes(), alert.document().length());
        // Blocks what comes before, as a full queue does.
        room.acquire(bytes);
        Semaphore taken = room;
        sender.add(
                new BulkItem(
                        index,
                        alert,
                        BulkSender.now(),
                        outcome -> {
                            taken.release(bytes);
                            complete(result, outcome);
                        }));
    }

    private static void complete(ResultFuture<DeadLetter> result, BulkItem.Outcome outcome) {
        if (outcome.error() != null) {
            result.completeExceptionally(outcome.error());
        } else {
            result.complete(outcome.letter() == null ? List.of() : List.of(outcome.letter()));
        }
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
    }
}
