// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How bad an alert of a rule is.
 *
 * @param severity if no modifier applies
 * @param score 0 to 100, if no modifier applies
 * @param modifiers at most {@value #MAX_MODIFIERS}; which of them apply is said by bits, bit k for
 *     the k-th
 */
public record Risk(Severity severity, int score, List<RiskModifier> modifiers)
        implements Serializable {

    public static final int MAX_SCORE = 100;
    public static final int MAX_MODIFIERS = 63;

    public Risk {
        modifiers = List.copyOf(modifiers);
    }

    /** The modifiers that {@code bits} says apply. */
    public List<RiskModifier> applied(long bits) {
        return IntStream.range(0, modifiers.size())
                .filter(i -> (bits & 1L << i) != 0)
                .mapToObj(modifiers::get)
                .toList();
    }

    /** The score with the modifiers that apply, 0 to 100. */
    public int score(long bits) {
        int sum = score + applied(bits).stream().mapToInt(RiskModifier::score).sum();
        return Math.max(0, Math.min(MAX_SCORE, sum));
    }

    /** The worst that an alert can be. */
    public Severity highest() {
        long raising = 0;
        for (int i = 0; i < modifiers.size(); i++) {
            raising |= modifiers.get(i).score() > 0 ? 1L << i : 0;
        }
        Severity raised = severity(raising);
        return raised.compareTo(severity) > 0 ? raised : severity;
    }

    /** That of the rule, unless modifiers apply: then the score decides. */
    public Severity severity(long bits) {
        return applied(bits).isEmpty() ? severity : Severity.ofScore(score(bits));
    }
}
