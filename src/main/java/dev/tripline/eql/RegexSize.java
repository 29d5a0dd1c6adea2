// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import org.apache.lucene.util.automaton.RegExp;

/**
 * Estimates how many states an expression takes before any is made. Lucene limits the work of
 * making an automaton deterministic, but not that of writing out counted repetitions.
 */
final class RegexSize {

    private static final long LIMIT = 1_500;

    private RegexSize() {}

    static boolean isTooLarge(RegExp regex) {
        return states(regex) > LIMIT;
    }

    /** At most one more than the limit, so that products cannot overflow. */
    private static long states(RegExp regex) {
        long states =
                switch (regex.kind) {
                    case REGEXP_UNION, REGEXP_CONCATENATION ->
                            states(regex.exp1) + states(regex.exp2);
                    case REGEXP_INTERSECTION -> states(regex.exp1) * states(regex.exp2);
                    case REGEXP_OPTIONAL, REGEXP_REPEAT, REGEXP_COMPLEMENT ->
                            states(regex.exp1) + 1;
                    case REGEXP_REPEAT_MIN -> repeated(regex.exp1, regex.min + 1L);
                    case REGEXP_REPEAT_MINMAX -> repeated(regex.exp1, Math.max(1L, regex.max));
                    case REGEXP_STRING -> regex.s.length();
                    case REGEXP_INTERVAL -> 100;
                    case REGEXP_CHAR,
                            REGEXP_CHAR_RANGE,
                            REGEXP_ANYCHAR,
                            REGEXP_EMPTY,
                            REGEXP_ANYSTRING,
                            REGEXP_AUTOMATON,
                            REGEXP_PRE_CLASS ->
                            1;
                };
        return Math.min(states, LIMIT + 1);
    }

    /** Copies that may all be empty are each connected with all later ones. */
    private static long repeated(RegExp regex, long times) {
        long copies = states(regex) * times;
        return acceptsEmpty(regex) && times > 1 ? copies * Math.max(1, times / 10) : copies;
    }

    private static boolean acceptsEmpty(RegExp regex) {
        return switch (regex.kind) {
            case REGEXP_OPTIONAL, REGEXP_REPEAT, REGEXP_COMPLEMENT, REGEXP_ANYSTRING -> true;
            case REGEXP_UNION -> acceptsEmpty(regex.exp1) || acceptsEmpty(regex.exp2);
            case REGEXP_CONCATENATION, REGEXP_INTERSECTION ->
                    acceptsEmpty(regex.exp1) && acceptsEmpty(regex.exp2);
            case REGEXP_REPEAT_MIN, REGEXP_REPEAT_MINMAX ->
                    regex.min == 0 || acceptsEmpty(regex.exp1);
            case REGEXP_STRING -> regex.s.isEmpty();
            case REGEXP_CHAR,
                    REGEXP_CHAR_RANGE,
                    REGEXP_ANYCHAR,
                    REGEXP_EMPTY,
                    REGEXP_AUTOMATON,
                    REGEXP_INTERVAL,
                    REGEXP_PRE_CLASS ->
                    false;
        };
    }
}
