// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;
import java.util.Optional;

/**
 * Whether the events are missing that should be, asked of a match that has all others.
 *
 * <p>Which event is before which is decided by milliseconds, so that one of the same millisecond is
 * neither before nor after; how far they are apart is measured to the nanosecond.
 */
final class MissingCheck {

    private final SequenceShape shape;

    MissingCheck(SequenceShape shape) {
        this.shape = shape;
    }

    /**
     * @return empty if an event that should be missing has come already
     */
    Optional<CompletedMatch> check(PartialMatch match, Detection detection) {
        if (match.missing().broken()) {
            return Optional.empty();
        }
        boolean leading = shape.missing().leading() != 0;
        Timestamp before = match.missing().before();
        Timestamp last = match.last().time();
        if (shape.missing().trailing() == 0) {
            boolean tooClose = before != null && last.isWithin(shape.maxspan(), before);
            return tooClose ? Optional.empty() : Optional.of(new CompletedMatch(detection, null));
        }
        Timestamp from = leading ? before : match.first().time();
        boolean decided = from == null || last.millis() >= deadline(from);
        return Optional.of(new CompletedMatch(detection, decided ? null : from));
    }

    /** The last millisecond in which a trailing event can come too early. */
    long deadline(Timestamp from) {
        return from.millis() + shape.maxspan().toMillis();
    }

    /** Whether {@code hit} should be missing after the last event. */
    boolean isTrailing(Hit hit) {
        return (hit.terms() & shape.missing().trailing()) != 0;
    }

    /** Whether a trailing event comes so early after an undecided match that the match is none. */
    boolean spoils(Hit trailing, CompletedMatch match) {
        Timestamp time = trailing.evidence().time();
        return time.millis() > match.detection().completing().time().millis()
                && time.isWithin(shape.maxspan(), match.from());
    }
}
