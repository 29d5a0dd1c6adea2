// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * What one event did to one join key of a sample.
 *
 * @param terms that the event matches
 * @param match the events of the match, one for each term; empty unless the event completes it
 */
public record SampleStep(Kind kind, Evidence event, List<Integer> terms, List<Evidence> match) {

    public SampleStep {
        terms = List.copyOf(terms);
        match = List.copyOf(match);
    }

    /** What an event can be to a key. */
    public enum Kind {
        /** The event may stand for one of its terms. */
        COUNTS,
        /** The event gives each term an event of its own. */
        COMPLETES,
        /** The event is the one before, delivered again. */
        REPEATS,
        /** The event comes when the key has its match. */
        SILENT
    }
}
