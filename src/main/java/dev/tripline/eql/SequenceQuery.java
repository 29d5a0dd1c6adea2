// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.time.Duration;
import java.util.List;

/**
 * Matches events that follow each other and agree in their join keys.
 *
 * @param terms at least one; with their {@link Term#runs()} they make at least two stages
 * @param maxspan longest time from the first to the last event, both included; null for no limit
 * @param until the event that ends every unfinished match of its key; null for none
 */
public record SequenceQuery(List<Term> terms, Duration maxspan, Term until, List<Pipe> pipes)
        implements Query {

    public SequenceQuery {
        terms = List.copyOf(terms);
        pipes = List.copyOf(pipes);
    }
}
