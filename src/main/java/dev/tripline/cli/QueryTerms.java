// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.JoinKey;
import dev.tripline.eql.Query;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a query asks of single events, and what an explanation calls that.
 *
 * @param terms {@code until} last; of an event query one
 * @param names for each term its own
 */
record QueryTerms(List<Term> terms, List<String> names) {

    static QueryTerms of(Rule rule) {
        if (rule.grouping() instanceof Threshold threshold) {
            return single((EventQuery) rule.query(), threshold.groupBy());
        }
        if (rule.grouping() instanceof NewTerms terms) {
            return single((EventQuery) rule.query(), terms.terms());
        }
        return of(rule.query());
    }

    static QueryTerms of(Query query) {
        if (query instanceof EventQuery single) {
            return single(single, List.of());
        }
        if (query instanceof SampleQuery sample) {
            return numbered(sample.terms(), null);
        }
        SequenceQuery sequence = (SequenceQuery) query;
        return numbered(sequence.terms(), sequence.until());
    }

    private static QueryTerms single(EventQuery query, List<JoinKey> keys) {
        Term whole = new Term(query.filter(), keys, 1, false);
        return new QueryTerms(List.of(whole), List.of("the query"));
    }

    private static QueryTerms numbered(List<Term> written, Term until) {
        List<Term> terms = new ArrayList<>(written);
        List<String> names = new ArrayList<>();
        for (int term = 0; term < written.size(); term++) {
            names.add("term " + (term + 1));
        }
        if (until != null) {
            terms.add(until);
            names.add("until");
        }
        return new QueryTerms(terms, names);
    }

    int size() {
        return terms.size();
    }

    String name(int term) {
        return names.get(term);
    }

    /** {@code term 1, term 3}. */
    String names(List<Integer> terms) {
        return terms.stream().map(this::name).collect(Collectors.joining(", "));
    }
}
