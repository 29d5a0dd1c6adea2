// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link PartialMatch} as a story tells it: of the events that should be missing, the machine
 * remembers the times, and a story the events, to name them.
 *
 * @param events those it has, in the order of the stages; at least one
 * @param before the last leading intruder before the first event; {@code null} if there was none
 * @param since the first intruder since the last event; {@code null} if there was none
 * @param between the first intruder between two of the events; {@code null} if there was none
 */
record Chain(List<Evidence> events, Intruder before, Intruder since, Intruder between) {

    Chain {
        events = List.copyOf(events);
    }

    static Chain of(Evidence first, Intruder before) {
        return new Chain(List.of(first), before, null, null);
    }

    Chain advancedBy(Evidence event) {
        List<Evidence> advanced = new ArrayList<>(events);
        advanced.add(event);
        boolean intruded =
                between == null && since != null && since.millis() < event.time().millis();
        return new Chain(advanced, before, null, intruded ? since : between);
    }

    Chain followedBy(Intruder intruder) {
        return since == null ? new Chain(events, before, intruder, between) : this;
    }

    Evidence first() {
        return events.get(0);
    }

    Evidence last() {
        return events.get(events.size() - 1);
    }

    /** What the machine must remember of this chain. */
    PartialMatch partialMatch() {
        return new PartialMatch(
                events,
                new MissingSoFar(
                        before == null ? null : before.event().time(),
                        since == null ? MissingSoFar.NONE : since.millis(),
                        between != null));
    }
}
