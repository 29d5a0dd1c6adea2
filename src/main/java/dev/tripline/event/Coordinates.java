// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a record was read: enough to find its bytes again, and what its broker says about it.
 *
 * @param source name of the configured source
 * @param stream Kafka topic, or path of the file
 * @param partition Kafka partition, {@value #NONE} for files
 * @param position Kafka offset from 0, or line number from 1
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

    @Override
    public int compareTo(Coordinates other) {
        return ORDER.compare(this, other);
    }

    /**
     * {@code topic/partition/offset} or {@code file:line}, with {@code #item} inside an envelope.
     */
    @Override
    public String toString() {
        String record =
                isKafka() ? stream + "/" + partition + "/" + position : stream + ":" + position;
        return item == NONE ? record : record + "#" + item;
    }
}
