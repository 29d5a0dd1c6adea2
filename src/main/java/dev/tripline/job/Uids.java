// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.detect.WindowClass;
import java.util.Locale;

/**
 * Names under which operators find their state again after an upgrade: a state format, so add,
 * never rename.
 */
final class Uids {

    static final String EXACT_SEQUENCES = "sequences-exact";
    static final String SAMPLES = "samples";
    static final String THRESHOLDS = "thresholds";
    static final String SIGHTINGS = "sightings";
    static final String PIPES = "pipes";
    static final String ALERT_LEDGER = "alert-ledger";
    static final String TAKEN_BY_SOME = "taken-by-some";
    static final String DEAD_LETTERS = "dead-letters";
    static final String LATE_HITS = "late-hits";

    private Uids() {}

    static String source(String name) {
        return "source-" + name;
    }

    static String evaluate(String source) {
        return "evaluate-" + source;
    }

    static String sequences(WindowClass window) {
        return "sequences-" + window.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The hits of an operator that correlates. */
    static String hits(String operator) {
        return "hits-" + operator;
    }

    /** The second chance of hits that came too late for an operator. */
    static String late(String operator) {
        return "late-" + operator;
    }

    /** What an operator will find if nothing else comes. */
    static String eager(String operator) {
        return "eager-" + operator;
    }

    static String sink(int index) {
        return "alerts-" + index;
    }
}
