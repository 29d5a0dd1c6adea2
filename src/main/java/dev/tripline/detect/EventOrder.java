// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.flink.cep.EventComparator;

/**
 * The total order in which a sequence sees its events: time, the rule's tiebreaker, the event's own
 * order, and last the place it was read at. Nothing in it depends on arrival, so a replay
 * correlates the same events.
 */
public final class EventOrder implements EventComparator<Hit>, Serializable {

    private static final long serialVersionUID = 1L;

    public static final EventOrder INSTANCE = new EventOrder();

    private static final Comparator<Evidence> EVIDENCE =
            Comparator.comparing(Evidence::time)
                    .thenComparing(
                            Evidence::tiebreaker, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(Evidence::order)
                    .thenComparing(Evidence::coordinates);

    private EventOrder() {}

    @Override
    public int compare(Hit one, Hit other) {
        return EVIDENCE.compare(one.evidence(), other.evidence());
    }

    static Comparator<Evidence> ofEvidence() {
        return EVIDENCE;
    }

    static boolean isBefore(Evidence one, Evidence other) {
        return EVIDENCE.compare(one, other) < 0;
    }

    /** The order in which detections come true. */
    public static Comparator<Detection> byCompletion() {
        return Comparator.comparing(Detection::completing, EVIDENCE)
                .thenComparing(Detection::joinKey);
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
