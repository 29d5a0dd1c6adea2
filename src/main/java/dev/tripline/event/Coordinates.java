// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a record was read: enough to find its bytes again, and what its broker says about it. Of an
 * alert that could not be written, where it should have been.
 *
 * @param source name of the configured source; of the sink for an alert
 * @param stream Kafka topic, path of the file, or the alert's index
 * @param partition Kafka partition, {@value #NONE} for all others
 * @param position Kafka offset from 0, or line number from 1; {@value #NONE} for an alert
 * @param item index from 0 inside an envelope that holds several events, {@value #NONE} outside of
 *     one
 * @param recordTime Kafka's time of the record in milliseconds since the epoch, {@value #NONE} if
 *     there is none; who may write the record may often choose it
 * @param headers the first Kafka headers as a JSON object of texts, {@code null} if there are none
 */
public record Coordinates(
        String source,
        String stream,
        int partition,
        long position,
        int item,
        long recordTime,
        String headers)
        implements Comparable<Coordinates>, Serializable {

    public static final int NONE = -1;

    private static final Comparator<Coordinates> ORDER =
            Comparator.comparing(Coordinates::stream)
                    .thenComparingInt(Coordinates::partition)
                    .thenComparingLong(Coordinates::position)
                    .thenComparingInt(Coordinates::item)
                    .thenComparing(Coordinates::source);

    public static Coordinates ofLine(String source, String file, long line) {
        return new Coordinates(source, file, NONE, line, NONE, NONE, null);
    }

    public static Coordinates ofRecord(String source, String topic, int partition, long offset) {
        return ofRecord(source, topic, partition, offset, NONE, null);
    }

    public static Coordinates ofRecord(
            String source,
            String topic,
            int partition,
            long offset,
            long recordTime,
            String headers) {
        return new Coordinates(source, topic, partition, offset, NONE, recordTime, headers);
    }

    public static Coordinates ofIndex(String sink, String index) {
        return new Coordinates(sink, index, NONE, NONE, NONE, NONE, null);
    }

    public Coordinates withItem(int index) {
        return new Coordinates(source, stream, partition, position, index, recordTime, headers);
    }

    /** The same place with the tokens in its headers masked. */
    public Coordinates redacted(Redactor redactor) {
        return headers == null
                ? this
                : new Coordinates(
                        source,
                        stream,
                        partition,
                        position,
                        item,
                        recordTime,
                        redactor.redact(headers));
    }

    public boolean isKafka() {
        return partition != NONE;
    }

    public boolean isIndex() {
        return position == NONE;
    }

    @Override
    public int compareTo(Coordinates other) {
        return ORDER.compare(this, other);
    }

    /**
     * {@code topic/partition/offset} or {@code file:line}, with {@code #item} inside an envelope;
     * the index alone.
     */
    @Override
    public String toString() {
        if (isIndex()) {
            return stream;
        }
        String record =
                isKafka() ? stream + "/" + partition + "/" + position : stream + ":" + position;
        return item == NONE ? record : record + "#" + item;
    }
}
