// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a record was read: enough to find its bytes again.
 *
 * @param source name of the configured source
 * @param stream Kafka topic, or path of the file
 * @param partition Kafka partition, {@value #NONE} for files
 * @param position Kafka offset from 0, or line number from 1
 * @param item index from 0 inside an envelope that holds several events, {@value #NONE} outside of
 *     one
 */
public record Coordinates(String source, String stream, int partition, long position, int item)
        implements Comparable<Coordinates>, Serializable {

    public static final int NONE = -1;

    private static final Comparator<Coordinates> ORDER =
            Comparator.comparing(Coordinates::stream)
                    .thenComparingInt(Coordinates::partition)
                    .thenComparingLong(Coordinates::position)
                    .thenComparingInt(Coordinates::item)
                    .thenComparing(Coordinates::source);

    public static Coordinates ofLine(String source, String file, long line) {
        return new Coordinates(source, file, NONE, line, NONE);
    }

    public static Coordinates ofRecord(String source, String topic, int partition, long offset) {
        return new Coordinates(source, topic, partition, offset, NONE);
    }

    public Coordinates withItem(int index) {
        return new Coordinates(source, stream, partition, position, index);
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
