// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripline.event.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ValueListsTest {

    private static final Schema LISTS =
            Schema.NONE.withLists(
                    List.of(
                            new ValueList("admins", List.of("alice", "b*b")),
                            new ValueList("networks", List.of("10.0.0.0/8", "fd00::1")),
                            new ValueList("nobody", List.of())));

    @Property(tries = 500)
    void aListIsItsContents(
            @ForAll("texts") List<String> entries,
            @ForAll("texts") List<String> held,
            @ForAll("tests") String test) {
        Event event = event("f", held.size() == 1 ? held.get(0) : held.toArray());
        String spelled =
                entries.stream().map(NormalExpression::string).collect(Collectors.joining(", "));

        assertThat(holds(test.replace("LIST", "$l"), event, list(entries)))
                .isEqualTo(holds(test.replace("LIST", "(" + spelled + ")"), event, Schema.NONE));
    }

    @Property(tries = 300)
    void aListOfBlocksIsItsBlocks(
            @ForAll("blocks") List<String> blocks, @ForAll("addresses") String address) {
        Event event = event("f", address);
        String spelled =
                blocks.stream().map(NormalExpression::string).collect(Collectors.joining(", "));

        assertThat(holds("cidrMatch(f, $l)", event, list(blocks)))
                .isEqualTo(holds("cidrMatch(f, " + spelled + ")", event, Schema.NONE));
    }

    @Property(tries = 300)
    void theNormalFormHoldsTheNameAndParsesToTheSameQuery(@ForAll("tests") String test)
            throws EqlException {
        Schema lists = list(List.of("a"));
        Query query = EqlParser.parse("any where " + test.replace("LIST", "$l"), lists);

        assertThat(query.normalised()).contains("$l").doesNotContain("\"a\"");
        assertThat(EqlParser.parse(query.normalised(), lists)).isEqualTo(query);
    }

    @Example
    void otherContentsMakeNoOtherQuery() throws EqlException {
        String text = "any where f in $l and not (g like $l or cidrMatch(h, $l))";

        assertThat(EqlParser.parse(text, list(List.of("10.0.0.1"))).normalised())
                .isEqualTo(EqlParser.parse(text, list(List.of())).normalised())
                .isEqualTo("any where (f in $l) and (not ((g like $l) or (cidrMatch(h, $l))))");
    }

    @Example
    void nothingIsInAnEmptyList() {
        Event event = event("f", values("a", ""));
        Event without = event("g", "a");

        for (String condition :
                List.of(
                        "f in $nobody",
                        "f like~ $nobody",
                        "f : $nobody",
                        "cidrMatch(f, $nobody)")) {
            assertThat(holds(condition, event, LISTS)).as(condition).isFalse();
            assertThat(holds(condition, without, LISTS)).as(condition).isFalse();
            assertThat(holds("not (" + condition + ")", event, LISTS)).as(condition).isTrue();
        }
        assertThat(holds("f not in $nobody", without, LISTS)).isTrue();
    }

    @Example
    void wildcardsAreWildcardsOnlyBehindLike() {
        assertThat(holds("f in $admins", event("f", "bob"), LISTS)).isFalse();
        assertThat(holds("f in $admins", event("f", "b*b"), LISTS)).isTrue();
        assertThat(holds("f like $admins", event("f", "bob"), LISTS)).isTrue();
        assertThat(holds("f like $admins", event("f", "BOB"), LISTS)).isFalse();
        assertThat(holds("f like~ $admins", event("f", "BOB"), LISTS)).isTrue();
        assertThat(holds("f : $admins", event("f", "ALICE"), LISTS)).isTrue();
        assertThat(holds("f in~ $admins", event("f", "ALICE"), LISTS)).isTrue();
        assertThat(holds("wildcard(f, $admins)", event("f", "bob"), LISTS)).isTrue();
    }

    @Example
    void computedTextCanBeInAList() {
        assertThat(holds("concat(f, \"e\") in $admins", event("f", "alic"), LISTS)).isTrue();
        assertThat(holds("substring(f, 1) like $admins", event("f", "xbob"), LISTS)).isTrue();
        assertThat(holds("\"alice\" in $admins", event("f", "x"), LISTS)).isTrue();
        assertThat(holds("\"carol\" in $admins", event("f", "x"), LISTS)).isFalse();
    }

    @Example
    void typesOfASchemaHoldForEntriesToo() {
        Schema typed =
                Schema.of(
                                Map.of(
                                        "ip", FieldType.IP,
                                        "pid", FieldType.LONG,
                                        "name", FieldType.KEYWORD))
                        .withLists(
                                List.of(
                                        new ValueList("networks", List.of("10.0.0.0/8")),
                                        new ValueList("admins", List.of("alice")),
                                        new ValueList("nobody", List.of())));

        assertThat(holds("ip in $networks", event("ip", "10.1.2.3"), typed)).isTrue();
        assertThat(holds("ip in $nobody", event("ip", "10.1.2.3"), typed)).isFalse();
        assertThat(holds("name in $admins", event("name", "alice"), typed)).isTrue();
        assertRefused(
                "ip in $admins",
                typed,
                "1:17: \"alice\" in this list cannot be compared: `ip` is of type ip; compare it"
                        + " with an address or a block such as \"10.0.0.0/8\"");
        assertRefused(
                "pid in $admins",
                typed,
                "1:18: the entries of a value list are strings, and this is compared with a number");
        assertRefused(
                "pid like $admins", typed, "1:11: `like` needs a string, but this is a number");
    }

    @Example
    void whatIsNoListOrStandsElsewhereIsRefusedWithARemedy() {
        String misplaced = ListReference.MISPLACED;
        assertRefused(
                "f in $admin",
                LISTS,
                "1:16: there is no value list `$admin`; did you mean `$admins`?");
        assertRefused(
                "f like $watchdogs",
                LISTS,
                "1:18: there is no value list `$watchdogs`; give it to the [lists] of a context"
                        + " file");
        assertRefused("length($admins) > 3", LISTS, "1:18: " + misplaced);
        assertRefused("f == $admins", LISTS, "1:16: " + misplaced);
        assertRefused("$admins", LISTS, "1:11: " + misplaced);
        assertRefused("f in ($admins)", LISTS, "1:17: " + misplaced);
        assertRefused("f in (\"a\", $admins)", LISTS, "1:22: " + misplaced);
        assertRefused("cidrMatch(f, \"::1\", $networks)", LISTS, "1:31: " + misplaced);
        assertRefused("f like (\"a\", $admins)", LISTS, "1:24: unexpected `$admins`; " + misplaced);
        assertRefused(
                "f regex $admins",
                LISTS,
                "1:19: regular expressions stand in the query; of a value list `like` takes"
                        + " wildcards");
        assertRefused(
                "cidrMatch(f, $admins)",
                LISTS,
                "1:24: \"alice\" in this list is neither an address nor a block such as"
                        + " \"10.0.0.0/8\" or \"fe80::/10\"");
    }

    @Example
    void aLongListIsAsFastAsAShortOne() throws EqlException {
        List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "user-" + i).toList();
        Event event = event("f", "user-99999");
        Predicate predicate = predicate("f in $l and f like $l or f in~ $l", event, list(many));

        long start = System.nanoTime();
        for (int i = 0; i < 1_000_000; i++) {
            if (predicate.test(event)) {
                throw new AssertionError();
            }
        }

        // A scan of the list would take a minute.
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Example
    void warnsOfWildcardsThatAreText() throws EqlException {
        assertThat(QueryWarnings.of("any where f in $admins", "event.category", LISTS))
                .map(EqlWarning::toString)
                .containsExactly(
                        "1:16: \"b*b\" in this list is plain text for `in`; write `like $admins`");
        assertThat(QueryWarnings.of("any where f like $admins", "event.category", LISTS)).isEmpty();
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("a", "A", "ab", "a*", "?b", "*", "", "x.y", "1", "true", "ß", "B\"c")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> tests() {
        return Arbitraries.of(
                "f in LIST",
                "f in~ LIST",
                "f not in LIST",
                "f like LIST",
                "f like~ LIST",
                "f : LIST",
                "not f like LIST",
                "concat(f, \"\") in LIST",
                "concat(f, \"\") in~ LIST",
                "concat(f, \"b\") like~ LIST",
                "length(f) > 0 and f in LIST or f like LIST");
    }

    @Provide
    Arbitrary<List<String>> blocks() {
        return Arbitraries.of("10.0.0.0/8", "10.1.0.0/16", "::1", "fd00::/8", "192.168.1.7")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of("10.1.2.3", "10.200.0.1", "::1", "fd12::1", "192.168.1.7", "x");
    }

    private static Schema list(List<String> entries) {
        return Schema.NONE.withLists(List.of(new ValueList("l", entries)));
    }

    private static boolean holds(String condition, Event event, Schema schema) {
        try {
            return predicate(condition, event, schema).test(event);
        } catch (EqlException e) {
            throw new AssertionError(e);
        }
    }

    private static Predicate predicate(String condition, Event event, Schema schema)
            throws EqlException {
        EventQuery query = (EventQuery) EqlParser.parse("any where " + condition, schema);
        return new PredicateCompiler(event.fields(), "event.category").compile(query.filter());
    }

    private static void assertRefused(String condition, Schema schema, String message) {
        assertThatThrownBy(() -> EqlParser.parse("any where " + condition, schema))
                .as(condition)
                .hasMessage(message);
    }
}
