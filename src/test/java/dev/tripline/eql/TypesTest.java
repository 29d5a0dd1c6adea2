// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tripline.event.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a declared type changes. */
class TypesTest {

    private static final Schema SCHEMA =
            Schema.of(
                    Map.of(
                            "name", FieldType.KEYWORD,
                            "pid", FieldType.LONG,
                            "load", FieldType.DOUBLE,
                            "flag", FieldType.BOOLEAN,
                            "when", FieldType.DATE,
                            "ip", FieldType.IP,
                            "version", FieldType.VERSION));

    private static final Event EVENT =
            event(
                    "name",
                    values("5", "curl"),
                    "pid",
                    "42",
                    "load",
                    1.5,
                    "flag",
                    "true",
                    "when",
                    "2026-03-01T10:00:00.500+01:00",
                    "@timestamp",
                    1_772_355_600_500L,
                    "ip",
                    values("2001:DB8:0::1", "10.0.0.9", "::ffff:192.168.0.1"),
                    "version",
                    values("1.10.0-rc.2"),
                    "absent",
                    "there all the same");

    private static Query parse(String query) {
        try {
            return EqlParser.parse(query, SCHEMA);
        } catch (EqlException e) {
            throw new AssertionError(query, e);
        }
    }

    private static boolean holds(String condition) {
        EventFilter filter = ((EventQuery) parse("any where " + condition)).filter();
        return new PredicateCompiler(EVENT.fields(), "event.category").compile(filter).test(EVENT);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "name == 5",
                "name == \"5\"",
                "name != 6",
                "name > 4.5",
                "pid == 42",
                "pid == \"42\"",
                "pid == \"42.0\"",
                "pid > \"9\"",
                "pid in (41, 42.0)",
                "pid + 1 == 43",
                "load < \"1.6\"",
                "load >= 1",
                "flag",
                "flag == true",
                "flag == \"true\"",
                "flag in (true)",
                "not flag != true",
                "when == \"2026-03-01T09:00:00.5Z\"",
                "when == 1772355600500",
                "when == \"1772355600500\"",
                "when > \"2026-03-01\" and when < \"2026-03-02\"",
                "when <= \"2026-03-01T09:00:00.500000000Z\"",
                "when in (\"2025-01-01\", 1772355600500)",
                "@timestamp == \"2026-03-01T10:00:00.500+01:00\"",
                "@timestamp >= 1772355600500",
                "ip == \"2001:db8::1\"",
                "ip == \"2001:0db8:0000::0001\"",
                "ip == \"10.0.0.0/8\"",
                "ip == \"192.168.0.1\"",
                "ip in (\"1.1.1.1\", \"2001:db8::/32\")",
                "ip not in (\"1.1.1.1\", \"172.16.0.0/12\")",
                "ip > \"10.0.0.8\" and ip < \"10.0.0.10\"",
                "ip <= \"10.0.0.9\"",
                "cidrMatch(ip, \"10.0.0.0/8\")",
                "cidrMatch(name, \"10.0.0.0/8\") or true",
                "version == \"1.10.0-rc.2\"",
                "version > \"1.9.0\"",
                "version < \"1.10.0\"",
                "version > \"1.10.0-rc.1\" and version < \"1.10.0-rc.10\"",
                "version > \"1.10.0-beta\"",
                "version < \"nonsense\"",
                "version < 2",
                "length(name) == 4",
                "concat(pid, name, ip) like \"42*\"",
                "string(ip) == \"10.0.0.9\"",
            })
    void comparesByType(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "name == \"05\"",
                "pid == \"43\"",
                "flag == false",
                "flag == \"false\"",
                "when == \"2026-03-01T10:00:00.5Z\"",
                "when != 1772355600500",
                "ip == \"10.0.0.10\"",
                "ip == \"11.0.0.0/8\"",
                "version >= \"1.10.0\"",
                "version == \"1.10\"",
                "version in (\"1.10.0\", \"1.9\")",
            })
    void doesNotHold(String condition) {
        assertThat(holds(condition)).isFalse();
    }

    /** The event has a value that the schema knows nothing of; it is as if it were not there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '^',
            textBlock =
                    """
                    ?absent == null => true
                    ?absent != null => false
                    ?absent == ?gone => true
                    ?absent == 5 => false
                    ?absent != 5 => false
                    not (?absent == 5) => false
                    not ?absent == "x" => false
                    5 < ?absent => false
                    not (5 < ?absent) => false
                    not (?absent < 5) => false
                    ?absent => false
                    not ?absent => false
                    ?absent in ("a") => false
                    ?absent not in ("a") => false
                    not ?absent : "a*" => false
                    not ?absent regex "a*" => false
                    not startsWith(?absent, "a") => false
                    not cidrMatch(?absent, "::1") => false
                    length(?absent) == null => true
                    not length(?absent) > 5 => false
                    not ?absent + 1 > 5 => false
                    flag and ?absent == 5 => false
                    not (flag and ?absent == 5) => false
                    flag and not (?absent == 5) => false
                    flag or ?absent == 5 => true
                    pid == 1 or ?absent == 5 => false
                    not (pid == 1 or ?absent == 5) => true
                    not (?absent == 1 or ?absent == 5) => false
                    ?absent == null and flag => true
                    name == ?absent => false
                    name != ?absent => true
                    """)
    void anOptionalFieldOutsideTheSchemaIsNull(String condition, boolean expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"?lost == 5", "?lost : \"x\"", "?lost"})
    void anOptionalFieldOfTheSchemaIsOnlyMissing(String condition) throws EqlException {
        Schema schema = Schema.of(Map.of("lost", FieldType.UNDECLARED));
        EventFilter filter =
                ((EventQuery) EqlParser.parse("any where not (" + condition + ")", schema))
                        .filter();

        assertThat(
                        new PredicateCompiler(EVENT.fields(), "event.category")
                                .compile(filter)
                                .test(EVENT))
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '^',
            textBlock =
                    """
                    nmae == "x" => 1:11: unknown field `nmae`; did you mean `name`?
                    something.else == "x" => 1:11: unknown field `something.else`; write `?something.else` if it need not exist
                    name => 1:11: expected a condition, but this is a string; compare it with a constant
                    pid => 1:11: expected a condition, but this is a number; compare it with a constant
                    not ip => 1:15: expected a condition, but this is an address; compare it with a constant
                    flag and when => 1:20: expected a condition, but this is a date; compare it with a constant
                    pid == "x" => 1:15: `pid` is of type long; compare it with a number
                    pid == true => 1:15: `pid` is of type long; compare it with a number
                    load > "x" => 1:16: `load` is of type double; compare it with a number
                    flag == 1 => 1:16: `flag` is of type boolean; compare it with true or false
                    flag == "yes" => 1:16: `flag` is of type boolean; compare it with true or false
                    flag > true => 1:16: `>` compares numbers and strings only
                    when == "yesterday" => 1:16: `when` is of type date; compare it with a time such as "2026-03-01T10:00:00Z" or with epoch milliseconds
                    @timestamp < "now" => 1:22: `@timestamp` is of type date; compare it with a time such as "2026-03-01T10:00:00Z" or with epoch milliseconds
                    ip == "localhost" => 1:14: `ip` is of type ip; compare it with an address or a block such as "10.0.0.0/8"
                    ip > "10.0.0.0/8" => 1:14: `ip` is of type ip; compare it with an address such as "10.0.0.1"
                    ip in ("::1", "x") => 1:25: `ip` is of type ip; compare it with an address or a block such as "10.0.0.0/8"
                    pid in (1, "x") => 1:22: `in` compares values of one type: expected a number, but this is a string
                    pid in ("1") => 1:19: `in` compares values of one type: expected a number, but this is a string
                    name in (1) => 1:20: `in` compares values of one type: expected a string, but this is a number
                    pid in~ ("1") => 1:11: `in~` needs a string, but this is a number
                    pid : "1" => 1:11: `:` needs a string, but this is a number
                    ip like "10.*" => 1:11: `like` needs a string, but this is an address
                    version regex "1" => 1:11: `regex` needs a string, but this is a version
                    length(pid) == 1 => 1:18: `length` needs a string here, but this is a number
                    startsWith(ip, "10.") => 1:22: `startsWith` needs a string here, but this is an address
                    name + 1 == 2 => 1:11: `+` needs a number, but this is a string
                    -flag == 2 => 1:12: `-` needs a number, but this is a condition
                    """)
    void refusesWhatTheTypesDoNotAllow(String condition, String error) {
        assertThat(
                        catchThrowableOfType(
                                EqlException.class,
                                () -> EqlParser.parse("any where " + condition, SCHEMA)))
                .hasMessage(error);
    }

    @Test
    void everyMistakeIsReportedOnce() {
        EqlException refusal =
                catchThrowableOfType(
                        EqlException.class,
                        () ->
                                EqlParser.parse(
                                        "sequence by nmae, name\n"
                                                + "[any where a == 1 and strats(b, \"x\") or c]\n"
                                                + "[any where pid : (\"1\") or x in (y, 1)] by z",
                                        SCHEMA));

        assertThat(refusal.errors())
                .extracting(error -> error.line() + ":" + error.column())
                .containsExactly("1:13", "2:12", "2:23", "2:30", "2:41", "3:12", "3:27", "3:43");
    }

    @Test
    void anAbsentOptionalKeyIsAlwaysNull() {
        SequenceQuery query =
                (SequenceQuery)
                        parse("sequence by name, ?absent [any where flag] [any where flag]");

        assertThat(query.terms().get(0).keys())
                .containsExactly(new JoinKey("name", false, FieldType.KEYWORD), JoinKey.NULL);
        assertThat(query.fields()).containsExactly("flag", "name");
        assertThat(parse(query.normalised())).isEqualTo(query);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "ip == \"10.0.0.1\"",
                "when > 5",
                "version in (\"1.0\")",
                "name == 5",
                "pid == \"1\"",
                "?absent == 5 or flag"
            })
    void anOtherMeaningIsAnotherNormalForm(String condition) throws EqlException {
        String query = "any where " + condition;

        assertThat(parse(query).normalised()).isNotEqualTo(EqlParser.parse(query).normalised());
        assertThat(parse(parse(query).normalised())).isEqualTo(parse(query));
    }

    @Test
    void theSameMeaningIsTheSameNormalForm() throws EqlException {
        String query = "any where name == \"x\" and pid > 5 and load == 1 and flag";

        assertThat(parse(query).normalised()).isEqualTo(EqlParser.parse(query).normalised());
    }
}
