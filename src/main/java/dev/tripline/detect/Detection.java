// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * A rule that came true.
 *
 * @param ruleKey the rule and the hash of its query
 * @param joinKey JSON array of the join key's values; empty for a rule on single events
 * @param events one for each stage, in the order of the stages; of a sample, one for each term; of
 *     a threshold the first ones and the last
 * @param occasion names what came true where that is not its last event: detections of one rule,
 *     join key and occasion tell of the same thing, the later ones more; {@code null} for others
 * @param count of a threshold; {@code null} for others
 * @param provisional whether an event that is still on its way may speak against it
 */
public record Detection(
        String ruleKey,
        String joinKey,
        List<Evidence> events,
        String occasion,
        Count count,
        boolean provisional) {

    public static final String NO_KEY = "[]";

    /** Of something that its last event makes true, once. */
    public Detection(String ruleKey, String joinKey, List<Evidence> events) {
        this(ruleKey, joinKey, events, null, null);
    }

    /** Of something that has an occasion, and perhaps a count. */
    public Detection(
            String ruleKey, String joinKey, List<Evidence> events, String occasion, Count count) {
        this(ruleKey, joinKey, events, occasion, count, false);
    }

    public Detection asProvisional() {
        return new Detection(ruleKey, joinKey, events, occasion, count, true);
    }

    /** The event that made the rule true: the last to happen. */
    public Evidence completing() {
        Evidence last = events.get(0);
        for (Evidence event : events) {
            last = EventOrder.isBefore(event, last) ? last : event;
        }
        return last;
    }

    /** The risk modifiers that apply, as bits: those whose condition one of the events meets. */
    public long modifiers() {
        long counted = count == null ? 0 : count.modifiers();
        return events.stream().mapToLong(Evidence::modifiers).reduce(counted, (a, b) -> a | b);
    }

    /** Whether both tell of one thing that is counted, one of them more of it. */
    public boolean isOfSameOccasion(Detection other) {
        return count != null
                && occasion.equals(other.occasion)
                && joinKey.equals(other.joinKey)
                && ruleKey.equals(other.ruleKey);
    }

    /** Whether one of the events came when the watermark had passed it. */
    public boolean isLate() {
        return events.stream().anyMatch(Evidence::late);
    }

    /** The events as they happened; only those of a sample may stand otherwise. */
    public List<Evidence> inOrder() {
        return events.stream().sorted(EventOrder.ofEvidence()).toList();
    }
}
