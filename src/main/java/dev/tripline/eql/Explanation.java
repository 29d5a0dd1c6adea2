// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;

/**
 * Why a condition holds for an event, or why not.
 *
 * @param text a leaf in its canonical form; empty for the others
 * @param parts what the condition is made of; empty for a leaf
 * @param seen what the fields of a leaf hold
 */
public record Explanation(
        Kind kind, String text, boolean holds, List<Explanation> parts, List<Seen> seen) {

    public Explanation {
        parts = List.copyOf(parts);
        seen = List.copyOf(seen);
    }

    /** How the parts make the whole. */
    public enum Kind {
        LEAF,
        ALL_OF,
        ANY_OF,
        NOT
    }

    /**
     * The values of one field.
     *
     * @param value as of {@link dev.tripline.event.Event#get(int)}, without secrets
     */
    public record Seen(String field, Object value) {}

    /** How many leaves, at least, would have to turn out otherwise for the condition to hold. */
    public int leavesMissing() {
        return leavesToBecome(true);
    }

    private int leavesToBecome(boolean wanted) {
        if (holds == wanted) {
            return 0;
        }
        return switch (kind) {
            case LEAF -> 1;
            case NOT -> parts.get(0).leavesToBecome(!wanted);
            case ALL_OF -> wanted ? sum(true) : least(false);
            case ANY_OF -> wanted ? least(true) : sum(false);
        };
    }

    private int sum(boolean wanted) {
        return parts.stream().mapToInt(part -> part.leavesToBecome(wanted)).sum();
    }

    private int least(boolean wanted) {
        return parts.stream().mapToInt(part -> part.leavesToBecome(wanted)).min().orElse(0);
    }
}
