// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of detection a rule is. */
public enum RuleType {
    /** An EQL query: a single event, a sequence of events, or a sample. */
    EQL,
    /** So many events of a query on single events, or so many different values of theirs. */
    THRESHOLD,
    /** An event of a query on single events with values that have not been seen for long. */
    NEW_TERMS;

    /** The word for it in rule files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type that {@code word} stands for. */
    public static Optional<RuleType> of(String word) {
        return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(RuleType::word).collect(Collectors.joining(", "));
    }
}
