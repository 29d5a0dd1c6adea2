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

    /** Nobody reads more at once. */
    private static final int MAX_ERRORS = 100;

    private final ExpressionBuilder expressions;
    private final JoinKeys joinKeys;

    QueryBuilder(Schema schema) {
        FieldReference fields = new FieldReference(schema);
        expressions = new ExpressionBuilder(fields, new ListReference(schema));
        joinKeys = new JoinKeys(fields);
    }

    Query build(StatementContext statement) throws EqlException {
        Attempts attempts = new Attempts();
        List<Pipe> pipes = attempts.attempt(() -> new Pipes(expressions).of(statement));
        Query query =
                attempts.attempt(() -> query(statement.query(), pipes == null ? List.of() : pipes));
        try {
            attempts.finish();
        } catch (Refusal refusal) {
            throw new EqlException(
                    refusal.errors().stream()
                            .sorted(
                                    Comparator.comparingInt(EqlError::line)
                                            .thenComparingInt(EqlError::column))
                            .limit(MAX_ERRORS)
                            .toList());
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
        Attempts attempts = new Attempts();
        List<JoinKey> shared = attempts.attempt(() -> joinKeys.of(sequence.by()));
        Duration maxspan = attempts.attempt(() -> Maxspan.of(sequence));
        List<TermContext> written = sequence.term();
        boolean hasUntil = sequence.UNTIL() != null;
        List<Term> terms = new ArrayList<>();
        for (TermContext term : written) {
            terms.add(attempts.attempt(() -> term(term, shared)));
        }
        // With a mistake anywhere, the terms cannot be held against each other.
        attempts.finish();
        requireSameKeyCount(terms, written);
        Term until = hasUntil ? terms.remove(terms.size() - 1) : null;
        SequenceRules.check(sequence, terms, maxspan, until);
        return new SequenceQuery(terms, maxspan, until, pipes);
    }

    private Query sample(SampleContext sample, List<Pipe> pipes) {
        Attempts attempts = new Attempts();
        List<JoinKey> shared = attempts.attempt(() -> joinKeys.of(sample.by()));
        List<Term> terms = new ArrayList<>();
        for (TermContext written : sample.term()) {
            terms.add(
                    attempts.attempt(
                            () -> {
                                SequenceRules.refuseInSample(written);
                                return term(written, shared);
                            }));
        }
        attempts.finish();
        requireSameKeyCount(terms, sample.term());
        SequenceRules.checkSample(sample, terms, pipes);
        return new SampleQuery(terms, pipes);
    }

    /**
     * @param shared null if there is a mistake in them
     */
    private Term term(TermContext term, List<JoinKey> shared) {
        Attempts attempts = new Attempts();
        EventFilter filter = attempts.attempt(() -> filter(term.subquery().eventFilter()));
        List<JoinKey> own = attempts.attempt(() -> joinKeys.of(term.by()));
        Integer runs = attempts.attempt(() -> Runs.of(term));
        attempts.finish();
        List<JoinKey> keys = new ArrayList<>(shared == null ? List.of() : shared);
        keys.addAll(own);
        return new Term(filter, keys, runs, term.subquery().MISSING() != null);
    }

    private EventFilter filter(EventFilterContext filter) {
        Expr condition = expressions.condition(filter.expression());
        if (condition.equals(Expr.Literal.NULL)) {
            condition = Expr.Literal.FALSE;
        }
        EqlGrammar.CategoryContext category = filter.category();
        if (category.ANY() != null) {
            return new EventFilter(null, condition);
        }
        return new EventFilter(
                category.string() == null ? category.getText() : Literals.string(category.string()),
                condition);
    }

    private static void requireSameKeyCount(List<Term> terms, List<TermContext> written) {
        Attempts attempts = new Attempts();
        int wanted = terms.get(0).keys().size();
        for (int i = 1; i < terms.size(); i++) {
            int count = terms.get(i).keys().size();
            ParserRuleContext place =
                    written.get(i).by() == null ? written.get(i) : written.get(i).by();
            if (count != wanted) {
                attempts.refuse(
                        place,
                        "inconsistent number of join keys: the first term has "
                                + wanted
                                + ", this one "
                                + count);
            }
        }
        attempts.finish();
    }
}
