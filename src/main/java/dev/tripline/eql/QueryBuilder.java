// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.EventFilterContext;
import dev.tripline.eql.EqlGrammar.QueryContext;
import dev.tripline.eql.EqlGrammar.SampleContext;
import dev.tripline.eql.EqlGrammar.SequenceContext;
import dev.tripline.eql.EqlGrammar.StatementContext;
import dev.tripline.eql.EqlGrammar.TermContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Builds the tree of a query. Reports the first mistake of every term, not only of the query. */
final class QueryBuilder {

    private final List<EqlError> errors = new ArrayList<>();

    Query build(StatementContext statement) throws EqlException {
        Query query = null;
        try {
            query = query(statement.query(), Pipes.of(statement));
        } catch (Refusal refusal) {
            errors.add(refusal.error());
        }
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingInt(EqlError::line).thenComparingInt(EqlError::column));
            throw new EqlException(errors);
        }
        return query;
    }

    private Query query(QueryContext query, List<Pipe> pipes) {
        if (query.join() != null) {
            throw Refusal.at(query, "`join` is not supported; use `sequence` or `sample`");
        }
        if (query.eventFilter() != null) {
            return new EventQuery(filter(query.eventFilter()), pipes);
        }
        return query.sample() != null
                ? sample(query.sample(), pipes)
                : sequence(query.sequence(), pipes);
    }

    private Query sequence(SequenceContext sequence, List<Pipe> pipes) {
        List<JoinKey> shared = JoinKeys.of(sequence.by());
        Duration maxspan = Maxspan.of(sequence);
        List<TermContext> written = sequence.term();
        boolean hasUntil = sequence.UNTIL() != null;
        List<Term> terms = new ArrayList<>();
        for (TermContext term : written) {
            attempt(() -> terms.add(term(term, shared)));
        }
        requireSameKeyCount(terms, written);
        if (!errors.isEmpty()) {
            return null;
        }
        Term until = hasUntil ? terms.remove(terms.size() - 1) : null;
        SequenceRules.check(sequence, terms, maxspan, until);
        return new SequenceQuery(terms, maxspan, until, pipes);
    }

    private Query sample(SampleContext sample, List<Pipe> pipes) {
        List<JoinKey> shared = JoinKeys.of(sample.by());
        List<Term> terms = new ArrayList<>();
        for (TermContext written : sample.term()) {
            attempt(
                    () -> {
                        SequenceRules.refuseInSample(written);
                        terms.add(term(written, shared));
                    });
        }
        requireSameKeyCount(terms, sample.term());
        if (!errors.isEmpty()) {
            return null;
        }
        SequenceRules.checkSample(sample, terms, pipes);
        return new SampleQuery(terms, pipes);
    }

    private Term term(TermContext term, List<JoinKey> shared) {
        EventFilter filter = filter(term.subquery().eventFilter());
        List<JoinKey> keys = new ArrayList<>(shared);
        keys.addAll(JoinKeys.of(term.by()));
        return new Term(filter, keys, Runs.of(term), term.subquery().MISSING() != null);
    }

    private static EventFilter filter(EventFilterContext filter) {
        Expr condition = ExpressionBuilder.condition(filter.expression());
        EqlGrammar.CategoryContext category = filter.category();
        if (category.ANY() != null) {
            return new EventFilter(null, condition);
        }
        return new EventFilter(
                category.string() == null ? category.getText() : Literals.string(category.string()),
                condition);
    }

    private void requireSameKeyCount(List<Term> terms, List<TermContext> written) {
        // With a term missing because of its own mistake, positions no longer agree.
        for (int i = 1; i < terms.size() && terms.size() == written.size(); i++) {
            int count = terms.get(i).keys().size();
            int wanted = terms.get(0).keys().size();
            if (count != wanted) {
                ParserRuleContext place =
                        written.get(i).by() == null ? written.get(i) : written.get(i).by();
                errors.add(
                        Refusal.at(
                                        place,
                                        "every term needs the same number of join keys: the first"
                                                + " has "
                                                + wanted
                                                + ", this one "
                                                + count)
                                .error());
            }
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Refusal refusal) {
            errors.add(refusal.error());
        }
    }
}
