// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.util.List;

/**
 * What one event did to one chain: the events, so far, of what may become a match.
 *
 * @param stage from 0; {@link #NO_STAGE} where the event took none
 * @param event what did it; {@code null} where all events have been seen
 * @param chain with {@code event} where that took a stage of it, else without; empty if there was
 *     none
 * @param excess by how much the span was exceeded, or {@code null}
 * @param intruders what should be missing and is not, in event order
 */
public record SequenceStep(
        Kind kind,
        int stage,
        Evidence event,
        List<Evidence> chain,
        Duration excess,
        List<Intruder> intruders) {

    public static final int NO_STAGE = -1;

    public SequenceStep {
        chain = List.copyOf(chain);
        intruders = List.copyOf(intruders);
    }

    /** What can become of a chain. */
    public enum Kind {
        /** The event is the first of a new chain. */
        STARTS,
        /** The event takes the chain one stage further. */
        ADVANCES,
        /** The event makes the chain a match. */
        COMPLETES,
        /** The event is the last of the chain, which is a match unless an intruder follows. */
        HOLDS,
        /** The span has passed in which an intruder could follow the chain: it is a match. */
        STANDS,
        /** The event would fit, but no chain waits for it. */
        FINDS_NOTHING,
        /** The event is the last of the chain itself, delivered again. */
        REPEATS,
        /** The event comes after the span of the chain, which dies. */
        TOO_LATE,
        /** The chain dies of a newer one that reached its stage. */
        REPLACES,
        /** The chain dies because the event is {@code until}. */
        ENDS,
        /** The event is an intruder before all chains that start later. */
        PRECEDES,
        /** The event is an intruder between the chain and its next event. */
        INTERRUPTS,
        /** The event is the last of the chain, which dies of an intruder before it. */
        PRECEDED,
        /** The event is the last of the chain, which dies of an intruder between its events. */
        INTERRUPTED,
        /** The event is an intruder that follows the chain, which dies. */
        FOLLOWED,
        /** The chain has not come further when all events have been seen. */
        WAITS
    }
}
