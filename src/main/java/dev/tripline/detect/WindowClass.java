// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The windows that CEP operators exist for. A rule runs in the smallest that holds its {@code
 * maxspan}; the span itself is checked behind CEP.
 */
public enum WindowClass {
    ONE_MINUTE(Duration.ofMinutes(1)),
    TEN_MINUTES(Duration.ofMinutes(10)),
    TWO_HOURS(Duration.ofHours(2)),
    ONE_DAY(Duration.ofDays(1));

    private final Duration span;

    WindowClass(Duration span) {
        this.span = span;
    }

    public Duration span() {
        return span;
    }

    /**
     * Where CEP is exact and cheap: two different terms, a span, nothing else.
     *
     * @return empty for queries that need the sequence machine
     */
    public static Optional<WindowClass> of(SequenceQuery query) {
        boolean twoStages =
                query.terms().size() == 2
                        && query.until() == null
                        && query.terms().stream().mapToInt(Term::runs).sum() == 2
                        && query.terms().stream().noneMatch(Term::missing);
        if (!twoStages || query.maxspan() == null) {
            return Optional.empty();
        }
        return Stream.of(values())
                .filter(window -> window.span.compareTo(query.maxspan()) >= 0)
                .findFirst();
    }
}
