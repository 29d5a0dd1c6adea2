// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.parse;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NormalisedTest {

    private static final List<Event> EVENTS =
            List.of(
                    event("a", null),
                    event("a", "a", "b", 1L, "flag", true, "a b", "x"),
                    event("a", values("a", "Ab1"), "a.b", 2.5, "f", "true", "@t", values(1L, -1L)),
                    event("a", 7L, "b", "10.0.0.1", "a.not", "", "x`y", values("A", 0.0)));

    @Property(tries = 1000)
    void parsesToAnEqualQuery(@ForAll("queries") String text) {
        Query query = parse(text);

        assertThat(parse(query.normalised())).isEqualTo(query);
        assertThat(parse(query.normalised()).normalised()).isEqualTo(query.normalised());
        assertThat(parse(query.normalised()).fields()).isEqualTo(query.fields());
    }

    @Property(tries = 1000)
    void randomConditionsNeverThrowAndNegationIsTheComplement(
            @ForAll("conditions") String condition) {
        for (Event event : EVENTS) {
            assertThat(Events.holds("not (" + condition + ")", event))
                    .isEqualTo(!Events.holds(condition, event));
        }
    }

    @Property(tries = 200)
    void survivesSerialisation(@ForAll("queries") String text)
            throws IOException, ClassNotFoundException {
        Query query = parse(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(query);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(query);
        }
    }

    @Example
    void layoutCommentsAndQuotingLeaveNoTrace() {
        String normalised =
                parse("file where `a.b` == \"x\" /* why */ and\n\tnot c in (1, 2)").normalised();

        assertThat(parse("\"file\" where a.b==\"\"\"x\"\"\" and c not in (1,2)").normalised())
                .isEqualTo(normalised)
                .isEqualTo("\"file\" where (a.b == \"x\") and (not (c in (1, 2)))");
    }

    @Example
    void equalSpansAndSharedKeysAreTheSameSequence() {
        assertThat(parse("sequence by k with maxspan=60s [a where b] [c where d]").normalised())
                .isEqualTo(
                        parse("sequence with maxspan=1m [a where b] by k [c where d] by k")
                                .normalised());
    }

    @Example
    void anOtherConstantIsAnotherQuery() {
        assertThat(parse("any where a == 1").normalised())
                .isNotEqualTo(parse("any where a == \"1\"").normalised());
    }

    @Example
    void publishedRulesNormaliseToThemselves() {
        for (String text :
                List.of(
                        PublishedRulesTest.DIRECT_INTERACTIVE_REQUEST,
                        PublishedRulesTest.TOKEN_ACCESS_THEN_REQUEST)) {
            Query query = parse(text);
            assertThat(parse(query.normalised())).isEqualTo(query);
        }
    }

    @Example
    void theLowestIntegerHasNoLiteralButAText() {
        Query query = parse("any where a in (-9223372036854775807 - 1)");

        assertThat(parse(query.normalised())).isEqualTo(query);
    }

    @Example
    void fieldsOutsideTheSetHaveNoValue() {
        EventFilter filter =
                ((EventQuery) parse("any where a == null and length(b) != 1")).filter();
        PredicateCompiler compiler = new PredicateCompiler(FieldSet.of("c"), "event.category");

        assertThat(compiler.compile(filter).test(event("c", "x"))).isTrue();
    }

    @Provide
    Arbitrary<String> queries() {
        return Queries.queries();
    }

    @Provide
    Arbitrary<String> conditions() {
        return Queries.conditions();
    }
}
