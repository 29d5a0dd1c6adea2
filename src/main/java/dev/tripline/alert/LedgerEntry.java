// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.detect.EventOrder;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Risk;
import java.util.Comparator;

/**
 * What the ledger knows of one alert.
 *
 * @param state as the last revision says
 * @param revision the last that went out
 * @param detection that the alert shows; {@code null} if no revision can need it any more
 * @param until the millisecond up to which a provisional alert may be confirmed
 * @param count of the detections that it stands for; a provisional one stands for none yet
 * @param first when the first of them was completed
 * @param last when the last of them was completed
 * @param modifiers of the worst of them
 * @param changed whether more is known than the last revision says
 */
public record LedgerEntry(
        AlertState state,
        int revision,
        Detection detection,
        long until,
        long count,
        Timestamp first,
        Timestamp last,
        long modifiers,
        boolean changed) {

    /**
     * @param before {@code null} for a new alert
     */
    static LedgerEntry provisional(LedgerEntry before, Detection detection, long modifiers) {
        Timestamp time = detection.completing().time();
        return new LedgerEntry(
                AlertState.PROVISIONAL,
                next(before),
                detection,
                time.millis(),
                0,
                time,
                time,
                modifiers,
                false);
    }

    /**
     * @param before {@code null} for a new alert
     */
    static LedgerEntry certain(LedgerEntry before, Detection detection, long modifiers) {
        Timestamp time = detection.completing().time();
        return new LedgerEntry(
                AlertState.FINAL,
                next(before),
                detection,
                time.millis(),
                1,
                time,
                time,
                modifiers,
                false);
    }

    private static int next(LedgerEntry before) {
        return before == null ? 1 : before.revision + 1;
    }

    boolean is(AlertState other) {
        return state == other;
    }

    /**
     * With a detection that it stands for, which may be one of those that it stood for already and
     * has grown. Shows the one that was completed first.
     *
     * @return this, if nothing is new
     */
    LedgerEntry with(Detection other, boolean another, long itsModifiers, Risk risk) {
        Timestamp time = other.completing().time();
        LedgerEntry with =
                new LedgerEntry(
                        state,
                        revision,
                        isShownBefore(other, another) ? other : detection,
                        until,
                        another ? count + 1 : count,
                        time.compareTo(first) < 0 ? time : first,
                        time.compareTo(last) > 0 ? time : last,
                        worse(modifiers, itsModifiers, risk),
                        changed);
        return with.equals(this) ? this : with.withChange();
    }

    private boolean isShownBefore(Detection other, boolean another) {
        if (detection == null) {
            return true;
        }
        if (!another && other.isOfSameOccasion(detection)) {
            return hasGrown(other);
        }
        return EventOrder.byCompletion().compare(other, detection) < 0;
    }

    /** Whether it is the shown detection once more, and more of it than is known. */
    boolean hasGrown(Detection again) {
        return detection != null
                && again.isOfSameOccasion(detection)
                && again.count().includes(detection.count())
                && !again.equals(detection);
    }

    private LedgerEntry withChange() {
        return new LedgerEntry(
                state, revision, detection, until, count, first, last, modifiers, true);
    }

    /** Ties are decided by the modifiers themselves, so that order makes no difference. */
    private static long worse(long some, long others, Risk risk) {
        Comparator<Long> badness =
                Comparator.<Long, Integer>comparing(bits -> risk.severity(bits).ordinal())
                        .thenComparing(risk::score)
                        .thenComparing(Comparator.reverseOrder());
        return badness.compare(some, others) >= 0 ? some : others;
    }

    LedgerEntry undecidedUntil(long millis) {
        return new LedgerEntry(
                state,
                revision,
                detection,
                Math.max(until, millis),
                count,
                first,
                last,
                modifiers,
                changed);
    }

    LedgerEntry revised(AlertState newState) {
        return new LedgerEntry(
                newState, revision + 1, detection, until, count, first, last, modifiers, false);
    }

    /** As much as must be known to tell a repetition; of what cannot grow, not the detection. */
    LedgerEntry settled() {
        return detection.count() != null ? this : withoutDetection();
    }

    LedgerEntry withoutDetection() {
        return new LedgerEntry(state, revision, null, until, count, first, last, modifiers, false);
    }
}
