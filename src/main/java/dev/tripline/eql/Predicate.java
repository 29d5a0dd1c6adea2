// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Event;

/** A compiled event filter. Safe for use by several threads. */
@FunctionalInterface
public interface Predicate {

    /** Never throws; a condition that cannot be computed for the event does not hold. */
    boolean test(Event event);
}
