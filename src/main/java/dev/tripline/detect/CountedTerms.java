// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For which terms the events of one join key and one millisecond have counted. An event counts once
 * for each term, however often it is delivered, and all records of one request are one event. Equal
 * events have equal times, so no more than a millisecond has to be looked at.
 */
public final class CountedTerms {

    private record Event(String once, int nanos) {}

    private final Map<Event, Long> termsOf = new HashMap<>();

    /**
     * @param counted before; {@code null} for none
     */
    CountedTerms(List<CountedEvent> counted) {
        if (counted != null) {
            counted.forEach(
                    event -> termsOf.put(new Event(event.once(), event.nanos()), event.terms()));
        }
    }

    /** Of hits of one join key those that count, with the terms that they count for. */
    public static List<Hit> of(List<Hit> inOrder) {
        List<Hit> counting = new ArrayList<>();
        CountedTerms counted = null;
        long millis = 0;
        for (Hit hit : inOrder) {
            long time = hit.evidence().time().millis();
            if (counted == null || time != millis) {
                counted = new CountedTerms(null);
                millis = time;
            }
            counted.count(hit).ifPresent(counting::add);
        }
        return counting;
    }

    /** {@code hit} with the terms for which its event has not counted yet; empty without any. */
    Optional<Hit> count(Hit hit) {
        String once = hit.evidence().once();
        if (once == null) {
            return Optional.of(hit);
        }
        Event event = new Event(once, hit.evidence().time().nanos());
        long before = termsOf.getOrDefault(event, 0L);
        long counting = hit.terms() & ~before;
        if (counting == 0) {
            return Optional.empty();
        }
        termsOf.put(event, before | counting);
        return Optional.of(counting == hit.terms() ? hit : hit.withTerms(counting));
    }

    List<CountedEvent> all() {
        List<CountedEvent> all = new ArrayList<>();
        termsOf.forEach(
                (event, terms) -> all.add(new CountedEvent(event.once, event.nanos, terms)));
        return all;
    }
}
