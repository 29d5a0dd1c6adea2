// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.CategoryContext;
import dev.tripline.eql.EqlGrammar.EventFilterContext;
import dev.tripline.eql.EqlGrammar.FunctionContext;
import dev.tripline.eql.EqlGrammar.LookupContext;
import dev.tripline.eql.EqlGrammar.MatchContext;
import dev.tripline.eql.EqlGrammar.SampleContext;
import dev.tripline.eql.EqlGrammar.SequenceContext;
import dev.tripline.eql.EqlGrammar.TermContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/** Finds what a query may say but hardly wants to. */
public final class QueryWarnings {

    private final Set<EqlWarning> warnings = new TreeSet<>();

    private QueryWarnings() {}

    /** Like {@link #of(String, String, Schema)}, for fields that may hold anything. */
    public static List<EqlWarning> of(String text, String categoryField) {
        return of(text, categoryField, Schema.NONE);
    }

    /**
     * In the order of the text.
     *
     * @param text that {@link EqlParser#parse} accepts with this schema
     * @param categoryField the field that the category of the query is compared with
     */
    public static List<EqlWarning> of(String text, String categoryField, Schema schema) {
        QueryWarnings found = new QueryWarnings();
        QuerySource source = QuerySource.of(text);
        source.nodes(MatchContext.class).forEach(match -> PatternWarnings.check(match, found));
        source.nodes(LookupContext.class)
                .forEach(lookup -> PatternWarnings.check(lookup, schema, found));
        Contradictions contradictions = new Contradictions(categoryField, schema, found);
        source.nodes(EventFilterContext.class).forEach(contradictions::check);
        source.conjunctions().forEach(contradictions::check);
        KeyWarnings keys = new KeyWarnings(schema, found);
        source.nodes(SequenceContext.class)
                .forEach(
                        sequence -> {
                            found.checkBounds(sequence);
                            keys.check(sequence.by(), sequence.term());
                        });
        source.nodes(SampleContext.class).forEach(sample -> keys.check(sample.by(), sample.term()));
        source.nodes(FunctionContext.class).forEach(call -> PatternWarnings.check(call, found));
        source.nodes(CategoryContext.class).forEach(found::checkCategory);
        return List.copyOf(found.warnings);
    }

    void add(Token place, String message) {
        add(place, 0, message);
    }

    /**
     * @param offset characters after the start of the token
     */
    void add(Token place, int offset, String message) {
        warnings.add(
                new EqlWarning(
                        place.getLine(), place.getCharPositionInLine() + 1 + offset, message));
    }

    private void checkCategory(CategoryContext category) {
        if (category.IDENTIFIER() != null && Keywords.misspelt(category.start)) {
            add(
                    category.start,
                    "this is a category of that name; " + Keywords.advice(category.start));
        }
    }

    private void checkBounds(SequenceContext sequence) {
        boolean keys =
                Stream.concat(
                                Stream.ofNullable(sequence.by()),
                                sequence.term().stream()
                                        .map(TermContext::by)
                                        .filter(by -> by != null))
                        .findAny()
                        .isPresent();
        if (!keys && sequence.maxspan() == null) {
            add(
                    sequence.start,
                    "any two events follow each other some day: this sequence has no join key and no"
                            + " time limit; add `by …` or `with maxspan=…`");
        }
    }
}
