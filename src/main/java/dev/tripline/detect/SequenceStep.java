// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.util.List;

/**
 * What one event did to one chain: the events, so far, of what may become a match.
 *
 * @param stage from 0; {@link #NO_STAGE} where the event took none
 * @param event what did it; {@code null} for {@link Kind#WAITS}
 * @param chain the events before {@code event}, for {@link Kind#COMPLETES} and {@link
 *     Kind#ADVANCES} also that; empty if there was no chain
 * @param excess by how much the span was exceeded, or {@code null}
 */
public record SequenceStep(
        Kind kind, int stage, Evidence event, List<Evidence> chain, Duration excess) {

    public static final int NO_STAGE = -1;

    public SequenceStep {
        chain = List.copyOf(chain);
    }

    /** What can become of a chain. */
    public enum Kind {
        /** The event is the first of a new chain. */
        STARTS,
        /** The event takes the chain one stage further. */
        ADVANCES,
        /** The event makes the chain a match. */
        COMPLETES,
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
        /** The chain has not come further when all events have been seen. */
        WAITS
    }
}
