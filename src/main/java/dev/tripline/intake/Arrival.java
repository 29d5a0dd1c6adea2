// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;

/**
 * What a source hands on for one event or one item that should have been one.
 *
 * @param event {@code null} if this is a dead letter
 * @param deadLetter {@code null} if this is an event
 * @param ingested when the event came in, in milliseconds since the epoch; of no meaning for dead
 *     letters and events from files
 * @param skewed whether the event claims to be of the future, and counts as of {@code ingested}
 */
public record Arrival(Event event, DeadLetter deadLetter, long ingested, boolean skewed) {

    static Arrival of(Event event, long ingested) {
        return new Arrival(event, null, ingested, false);
    }

    static Arrival ofSkewed(Event event, long ingested) {
        return new Arrival(event, null, ingested, true);
    }

    static Arrival of(DeadLetter deadLetter) {
        return new Arrival(null, deadLetter, 0, false);
    }

    public boolean isEvent() {
        return event != null;
    }
}
