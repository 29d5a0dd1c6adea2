// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;

/**
 * Matches events in any order that agree in their join keys.
 *
 * @param terms at least two, each with at least one key
 * @param pipes always empty: the language has none for samples
 */
public record SampleQuery(List<Term> terms, List<Pipe> pipes) implements Query {

    public SampleQuery {
        terms = List.copyOf(terms);
        pipes = List.copyOf(pipes);
    }
}
