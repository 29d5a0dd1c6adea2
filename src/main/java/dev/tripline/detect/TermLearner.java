// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.NewTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Says which terms of one group are new. Sees the group's events in {@link EventOrder}, besides
 * those that come late.
 */
final class TermLearner {

    /** How much is forgotten at once, so that it need not be done for each term. */
    private static final int TENTH = 10;

    private final NewTerms rule;
    private final TermClock clock;
    private final KnownTerms known;
    private LearningGroup group;

    /**
     * @param group {@code null} if nothing is known of it
     */
    TermLearner(NewTerms rule, KnownTerms known, LearningGroup group) {
        this.rule = rule;
        this.clock = TermClock.of(rule);
        this.known = known;
        this.group = group;
    }

    /** {@code null} if nothing is known of it. */
    LearningGroup group() {
        return group;
    }

    TermStep.Outcome see(Sighting sighting) throws Exception {
        TermStep.Outcome outcome = foresee(sighting);
        long slot = clock.slotOf(sighting.millis());
        if (isUnknown(slot)) {
            known.clear();
            group = new LearningGroup(sighting.millis(), slot, 0);
        }
        refresh(sighting, slot);
        return outcome;
    }

    /** What {@link #see} will say if no earlier event comes. */
    TermStep.Outcome foresee(Sighting sighting) throws Exception {
        if (!sighting.showsTerm()) {
            return TermStep.Outcome.START;
        }
        long slot = clock.slotOf(sighting.millis());
        boolean unknown = isUnknown(slot);
        if (!unknown && isKnown(sighting, slot)) {
            return TermStep.Outcome.KNOWN;
        }
        long began = unknown ? sighting.millis() : group.began();
        return isLearning(sighting, began) && !sighting.isExempt()
                ? TermStep.Outcome.LEARNED
                : TermStep.Outcome.NEW;
    }

    /** Of a group that was silent for so long, nothing is known any more. */
    private boolean isUnknown(long slot) {
        return group == null || !clock.isKnown(group.latest(), slot);
    }

    /**
     * A sighting that the watermark has passed keeps a term known that is, and is learned while the
     * group learns, but can no longer be told from one that was new then.
     *
     * @return whether that is of use
     */
    boolean seeLate(Sighting sighting) throws Exception {
        long slot = clock.slotOf(sighting.millis());
        boolean useful =
                group != null
                        && (isKnown(sighting, slot)
                                || isLearning(sighting, group.began()) && !sighting.isExempt());
        if (useful) {
            refresh(sighting, slot);
        }
        return useful;
    }

    private boolean isKnown(Sighting sighting, long slot) throws Exception {
        Long seen = known.get(sighting.hash());
        return seen != null && clock.isKnown(seen, slot);
    }

    private boolean isLearning(Sighting sighting, long began) {
        return sighting.millis() < began + rule.learningPeriod().toMillis();
    }

    private void refresh(Sighting sighting, long slot) throws Exception {
        if (!sighting.showsTerm()) {
            group = group.seen(slot, 0);
            return;
        }
        Long seen = known.get(sighting.hash());
        if (seen == null || seen < slot) {
            known.put(sighting.hash(), slot);
        }
        group = group.seen(slot, seen == null ? 1 : 0);
    }

    /** A term is new at most once in a history, which names the occasion. */
    static Detection detection(NewTerms rule, Sighting sighting) {
        long history = rule.history().toMillis();
        long start = Math.floorDiv(sighting.millis(), history) * history;
        Hit hit = sighting.hit();
        return new Detection(
                hit.ruleKey(),
                hit.joinKey(),
                List.of(hit.evidence()),
                Instant.ofEpochMilli(start).toString(),
                null);
    }

    /** When to {@linkplain #forgetAt forget}, after an event of this time. */
    long sweepAfter(long millis) {
        return clock.sweepAfter(millis);
    }

    /** Forgets what is no longer known at this time. */
    void forgetAt(long millis) throws Exception {
        if (group == null) {
            return;
        }
        long slot = clock.slotOf(millis);
        int forgotten = forgetWhere(seen -> !clock.isKnown(seen, slot), Integer.MAX_VALUE);
        group = new LearningGroup(group.began(), group.latest(), group.terms() - forgotten);
        if (!clock.isKnown(group.latest(), slot)) {
            known.clear();
            group = null;
        }
    }

    /**
     * Forgets the oldest terms if there are more than the rule allows.
     *
     * @return how many
     */
    int makeRoom() throws Exception {
        if (group == null || group.terms() <= rule.maxTerms()) {
            return 0;
        }
        int excess = group.terms() - (rule.maxTerms() - rule.maxTerms() / TENTH);
        long oldest = slotOfOldest(excess);
        int forgotten = forgetWhere(seen -> seen < oldest, excess);
        forgotten += forgetWhere(seen -> seen == oldest, excess - forgotten);
        group = new LearningGroup(group.began(), group.latest(), group.terms() - forgotten);
        return forgotten;
    }

    /** The slot of the last of so many, the oldest first. */
    private long slotOfOldest(int count) throws Exception {
        TreeMap<Long, Integer> bySlot = new TreeMap<>();
        for (Map.Entry<TermHash, Long> term : known.all()) {
            bySlot.merge(term.getValue(), 1, Integer::sum);
        }
        int counted = 0;
        for (Map.Entry<Long, Integer> slot : bySlot.entrySet()) {
            counted += slot.getValue();
            if (counted >= count) {
                return slot.getKey();
            }
        }
        return bySlot.lastKey();
    }

    private int forgetWhere(LongPredicate slots, int most) throws Exception {
        List<TermHash> forgotten = new ArrayList<>();
        for (Map.Entry<TermHash, Long> term : known.all()) {
            if (forgotten.size() < most && slots.test(term.getValue())) {
                forgotten.add(term.getKey());
            }
        }
        for (TermHash term : forgotten) {
            known.remove(term);
        }
        return forgotten.size();
    }
}
