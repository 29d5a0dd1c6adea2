// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.FieldType;
import dev.tripline.eql.Schema;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Under which keys events meet. */
class JoinKeysTest {

    private static final String QUERY = "sequence by k [any where true] [any where true]";
    private static final FieldSet FIELDS = FieldSet.of("k", "l");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEYWORD | 1                           | \"1\"                            | true",
                "KEYWORD | true                        | \"true\"                         | true",
                "KEYWORD | \"1\"                       | \"01\"                           | false",
                "KEYWORD | \"A\"                       | \"a\"                            | false",
                "LONG    | 1                           | \"1\"                            | true",
                "LONG    | 1                           | \"01.0\"                         | true",
                "LONG    | 9007199254740993            | \"9007199254740992\"             | false",
                "DOUBLE  | 1.0                         | 1                                | true",
                "DOUBLE  | 1.5                         | \"15e-1\"                        | true",
                "DOUBLE  | 0                           | \"-0.0\"                         | true",
                "BOOLEAN | true                        | \"true\"                         | true",
                "BOOLEAN | true                        | false                            | false",
                "IP      | \"10.0.0.1\"                | \"::ffff:a00:1\"                 | true",
                "IP      | \"2001:DB8::1\"             | \"2001:0db8:0:0:0:0:0:1\"        | true",
                "IP      | \"10.0.0.1\"                | \"10.0.0.2\"                     | false",
                "DATE    | \"2026-03-01T10:00:00Z\"    | \"2026-03-01T11:00:00.000+01:00\" | true",
                "DATE    | \"2026-03-01T10:00:00.5Z\"  | 1772359200500                    | true",
                "DATE    | \"2026-03-01\"              | \"2026-03-02\"                   | false",
                "VERSION | \"1.10.0-rc.1\"             | \"1.10.0-rc.1\"                  | true",
                "VERSION | \"1.10\"                    | \"1.10.0\"                       | false",
                "VERSION | 2                           | \"2\"                            | true",
            })
    void spellingsOfOneValueAreOneKey(FieldType type, String one, String other, boolean same) {
        assertThat(keys(type, value(one)).equals(keys(type, value(other)))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1 | \"1\" | false", "1 | 1.0 | true", "true | \"true\" | false"})
    void withoutASchemaValuesAndTheirTypesDecide(String one, String other, boolean same) {
        assertThat(keys(null, value(one)).equals(keys(null, value(other)))).isEqualTo(same);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNDECLARED")
    void whatTheTypeCannotBeStillJoinsWithItsEqual(FieldType type) {
        assertThat(keys(type, "no such value")).containsExactly("[\"no such value\"]");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNDECLARED")
    void noValueIsNoKeyOfAnyType(FieldType type) {
        assertThat(keys(type, null)).isEmpty();
        assertThat(keys("sequence by ?k [any where true] [any where true]", schema(type), null))
                .containsExactly("[null]");
    }

    /** Keys agree if and only if the conditions of the language say that the values are equal. */
    @Property(tries = 300)
    void keysAgreeWhereEqualityHolds(@ForAll short one, @ForAll short other, @ForAll boolean text) {
        Object left = text ? Double.toString(one) : (Object) (long) one;
        Object right = (double) other;

        assertThat(keys(FieldType.LONG, left).equals(keys(FieldType.LONG, right)))
                .isEqualTo(one == other);
        assertThat(keys(FieldType.DOUBLE, left)).isEqualTo(keys(FieldType.LONG, left));
    }

    @Test
    void spellingsOfOneValueInOneEventAreOneKey() {
        assertThat(keys(FieldType.IP, new Object[] {"10.0.0.1", "::ffff:a00:1", "::1"}))
                .containsExactly("[\"10.0.0.1\"]", "[\"0:0:0:0:0:0:0:1\"]");
    }

    @Test
    void aTypeThatChangesWhatJoinsMakesAnotherRule() {
        String untyped = QueryRule.of("r", QUERY).key();

        assertThat(QueryRule.of("r", QUERY, null, schema(FieldType.IP)).key())
                .isNotEqualTo(untyped);
        assertThat(QueryRule.of("r", QUERY, null, schema(FieldType.LONG)).key())
                .isNotEqualTo(untyped)
                .isEqualTo(QueryRule.of("r", QUERY, null, schema(FieldType.DOUBLE)).key());
    }

    @Test
    void anEventWithMoreKeysThanTheLimitIsCountedOnceForARule() {
        Object[] hundred = several(100);
        Object[] more = several(101);
        String query = "sequence by k, l [any where true] [any where true]";

        assertThat(evaluate(query, Schema.NONE, hundred, hundred).cut).isZero();
        assertThat(evaluate(query, Schema.NONE, hundred, more).cut).isEqualTo(1);
        assertThat(evaluate(query, Schema.NONE, hundred, more).keys).hasSize(10_000);
        assertThat(evaluate(QUERY, Schema.NONE, several(10_001), null).cut).isEqualTo(1);
        assertThat(evaluate(QUERY, Schema.NONE, several(10_001), null).keys).hasSize(10_000);
    }

    @Test
    void repetitionsDoNotCountTowardsTheLimit() {
        Object[] repeated = new Object[20_000];
        Arrays.fill(repeated, "x");

        assertThat(evaluate(QUERY, Schema.NONE, repeated, null).cut).isZero();
        assertThat(evaluate(QUERY, Schema.NONE, repeated, null).keys).containsExactly("[\"x\"]");
    }

    private static Object[] several(int count) {
        return IntStream.range(0, count).mapToObj(i -> "v" + i).toArray();
    }

    private static Object value(String json) {
        if (json.startsWith("\"")) {
            return json.substring(1, json.length() - 1);
        }
        if (json.equals("true") || json.equals("false")) {
            return Boolean.valueOf(json);
        }
        return json.contains(".") ? (Object) Double.valueOf(json) : (Object) Long.valueOf(json);
    }

    private static Schema schema(FieldType type) {
        return type == null ? Schema.NONE : Schema.of(Map.of("k", type));
    }

    private static List<String> keys(FieldType type, Object value) {
        return keys(QUERY, schema(type), value);
    }

    private static List<String> keys(String query, Schema schema, Object value) {
        return evaluate(query, schema, value, null).keys;
    }

    private static Keys evaluate(String query, Schema schema, Object k, Object l) {
        Object[] values = new Object[FIELDS.size()];
        values[FIELDS.slot("k")] = k;
        values[FIELDS.slot("l")] = l;
        Event event =
                new Event(
                        FIELDS,
                        values,
                        Timestamp.ofMillis(0),
                        Identity.of("", ""),
                        Coordinates.ofLine("test", "events.ndjson", 1));
        Keys keys = new Keys();
        new RuleEvaluator(
                        List.of(QueryRule.of("rule", query, null, schema)),
                        FIELDS,
                        List.of(),
                        new Redactor(new byte[] {1}))
                .evaluate(event, keys);
        return keys;
    }

    private static final class Keys implements RuleEvaluator.Output {

        private final List<String> keys = new ArrayList<>();
        private int cut;

        @Override
        public void detection(Detection detection) {
            throw new AssertionError(detection);
        }

        @Override
        public void hit(Hit hit, WindowClass window) {
            keys.add(hit.joinKey());
        }

        @Override
        public void keysCut() {
            cut++;
        }
    }
}
