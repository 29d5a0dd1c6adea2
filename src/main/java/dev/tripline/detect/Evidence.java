// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;

/**
 * What is kept of an event that a rule cares about. Slim, because hits wait in state for their
 * other half; free of secrets, because state is stored.
 *
 * @param time event time, the first thing that orders events
 * @param tiebreaker what the rule says orders events of the same time, in a form that sorts as
 *     text; {@code null} sorts last
 * @param order the event's own last word on its place among events of the same time; empty to leave
 *     it to coordinates
 * @param identity the same for every delivery of the event
 * @param request what all records of one request share, together with the time; {@code null} if the
 *     event is no record of a request
 * @param fields a JSON object of field name to value or array of values
 * @param late whether it came when the watermark had passed it
 * @param modifiers bit k: the event meets the condition of the rule's k-th risk modifier
 */
public record Evidence(
        Timestamp time,
        String tiebreaker,
        String order,
        String identity,
        String request,
        Coordinates coordinates,
        String fields,
        boolean late,
        long modifiers) {

    /** Of an event that is no record of a request and came in time. */
    public Evidence(
            Timestamp time,
            String tiebreaker,
            String order,
            String identity,
            Coordinates coordinates,
            String fields) {
        this(time, tiebreaker, order, identity, null, coordinates, fields, false, 0);
    }

    Evidence comingLate() {
        return new Evidence(
                time, tiebreaker, order, identity, request, coordinates, fields, true, modifiers);
    }

    /**
     * What is counted once: together with the time the same for all deliveries of an event and all
     * records of a request. {@code null} for an event that only its place tells from others.
     */
    String once() {
        if (order.isEmpty()) {
            return null;
        }
        return request == null ? identity : request;
    }

    /**
     * Whether both are deliveries of one event, which {@link EventOrder} then puts side by side.
     * Events that only their places order are as many as there are places.
     */
    boolean isSameEvent(Evidence other) {
        return identity.equals(other.identity) && time.equals(other.time) && !order.isEmpty();
    }
}
