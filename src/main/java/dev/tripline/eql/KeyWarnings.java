// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ByContext;
import dev.tripline.eql.EqlGrammar.ConjunctionContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.FieldContext;
import dev.tripline.eql.EqlGrammar.TermContext;
import java.util.List;
import java.util.stream.Stream;

/** What is suspicious in the join keys of a sequence or sample. */
final class KeyWarnings {

    private final Schema schema;
    private final QueryWarnings warnings;

    KeyWarnings(Schema schema, QueryWarnings warnings) {
        this.schema = schema;
        this.warnings = warnings;
    }

    /** One key of a term, as it is written. */
    private record Key(FieldContext written, String field, boolean optional) {

        static Key of(FieldContext written) {
            return new Key(written, FieldReference.name(written), written.OPTIONAL() != null);
        }
    }

    /**
     * @param shared null if there are none
     */
    void check(ByContext shared, List<TermContext> terms) {
        List<Key> first = keys(shared, terms.get(0));
        for (TermContext term : terms) {
            List<Key> keys = keys(shared, term);
            checkAbsence(term, keys);
            for (int i = 0; i < keys.size(); i++) {
                checkSame(first.get(i), keys.get(i));
            }
        }
    }

    private static List<Key> keys(ByContext shared, TermContext term) {
        return Stream.of(
                        shared == null ? List.<ExpressionContext>of() : shared.expression(),
                        term.by() == null ? List.<ExpressionContext>of() : term.by().expression())
                .flatMap(List::stream)
                .flatMap(key -> QuerySource.nodes(key, FieldContext.class).stream())
                .map(Key::of)
                .toList();
    }

    /** An event without the key takes no part, so asking for its absence asks for nothing. */
    private void checkAbsence(TermContext term, List<Key> keys) {
        ExpressionContext condition = term.subquery().eventFilter().expression();
        if (condition.conjunction().size() > 1) {
            return;
        }
        ConjunctionContext conjunction = condition.conjunction(0);
        for (Fact fact : Fact.in(conjunction, schema)) {
            for (Key key : keys) {
                if (!key.optional() && fact.asksForAbsenceOf(key.field())) {
                    warnings.add(
                            fact.place(),
                            "an event without the join key `"
                                    + key.field()
                                    + "` takes no part; write `by ?"
                                    + key.field()
                                    + "`");
                }
            }
        }
    }

    private void checkSame(Key first, Key key) {
        if (first.field().equals(key.field()) && first.optional() != key.optional()) {
            warnings.add(
                    key.written().start,
                    "`"
                            + key.field()
                            + "` is "
                            + (key.optional() ? "an optional" : "a required")
                            + " join key here and "
                            + (first.optional() ? "an optional" : "a required")
                            + " one in the first term; write both with `?` or both without");
        }
        String one = joinsBy(first);
        String other = joinsBy(key);
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            warnings.add(
                    key.written().start,
                    "`"
                            + key.field()
                            + "` is of type "
                            + schema.typeOf(key.field()).word()
                            + ", its join key in the first term of type "
                            + schema.typeOf(first.field()).word()
                            + "; they never agree");
        }
    }

    private String joinsBy(Key key) {
        FieldType type = schema.typeOf(key.field());
        return type == null ? "" : type.joinsBy();
    }
}
