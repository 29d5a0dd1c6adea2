// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How bad an alert of a rule is. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The word for it in rule files and alerts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity that {@code word} stands for; words are lower-case. */
    public static Optional<Severity> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /**
     * The severity that a risk score stands for: from 40 medium, from 70 high, from 90 critical.
     */
    static Severity ofScore(int score) {
        if (score >= 90) {
            return CRITICAL;
        }
        if (score >= 70) {
            return HIGH;
        }
        return score >= 40 ? MEDIUM : LOW;
    }

    static String words() {
        return Arrays.stream(values()).map(Severity::word).collect(Collectors.joining(", "));
    }
}
