// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;

/**
 * What a source hands on for one event or one item that should have been one.
 *
 * @param event {@code null} if this is a dead letter
 * @param deadLetter {@code null} if this is an event
 */
public record Arrival(Event event, DeadLetter deadLetter) {

    static Arrival of(Event event) {
        return new Arrival(event, null);
    }

    static Arrival of(DeadLetter deadLetter) {
        return new Arrival(null, deadLetter);
    }

    public boolean isEvent() {
        return event != null;
    }
}
