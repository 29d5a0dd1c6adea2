// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text: a query or an {@link EqlException}, soon, and on a small stack. */
class HostileInputTest {

    /** What threads have unless somebody gives them more. */
    private static final long SMALL_STACK = 1024 * 1024;

    /** What some machines give to threads. */
    private static final long SMALLEST_STACK = SMALL_STACK / 2;

    @Property(tries = 3000)
    void tokenSoupIsAQueryOrAnError(@ForAll("soup") List<String> tokens) {
        parses(String.join(" ", tokens));
        parses(String.join("", tokens));
    }

    @Property(tries = 1000)
    void anyTextIsAQueryOrAnError(@ForAll String text) {
        parses(text);
        parses("any where a == \"" + text + "\"");
        parses("any where a regex \"\"\"" + text + "\"\"\"");
    }

    @Property(tries = 2000)
    void anyPatternIsUsableOrRefused(@ForAll("patterns") List<String> parts) {
        parses("any where a regex~ \"\"\"" + String.join("", parts) + "\"\"\"");
    }

    @Property(tries = 500)
    void aQueryCutAnywhereIsAQueryOrAnError(
            @ForAll("queries") String query, @ForAll("positions") int position) {
        parses(query.substring(0, Math.min(position, query.length())));
        parses(query.substring(Math.min(position, query.length())));
    }

    @Example
    void depthIsRefusedBeforeItHurts() throws Exception {
        int many = 99_000;
        for (String text :
                List.of(
                        "any where " + "(".repeat(many),
                        "any where " + "(".repeat(many / 2) + "a" + ")".repeat(many / 2),
                        "any where " + "not ".repeat(many / 4) + "a",
                        "any where " + "-".repeat(many) + "1 == 1",
                        "any where a == 1" + "+1".repeat(many / 2),
                        "any where a " + "- a".repeat(many / 3) + " == 1",
                        "any where " + "string(".repeat(many / 7),
                        "any where " + "[".repeat(many),
                        "any where " + ")".repeat(many),
                        "any where " + "x of [any where ".repeat(many / 16),
                        "a" + "![".repeat(many / 2),
                        "any where a regex \"" + "(".repeat(many) + "\"",
                        "any where a regex \"" + "~".repeat(900) + "a\"",
                        "any where a regex \"" + "(a|".repeat(45) + "\"",
                        "any where a regex \"" + "(a|)".repeat(20_000) + "\"",
                        "any where a regex \"[]'][+-]'](<'>" + "(a|)".repeat(20_000) + "\"",
                        "any where a regex \"" + "~(".repeat(51) + "a" + ")".repeat(51) + "\"",
                        "any where a regex \"<"
                                + "0".repeat(50)
                                + "1-"
                                + "0".repeat(50)
                                + "2>\"")) {
            assertThat(onSmallStack(text)).as(text.substring(0, 20)).isFalse();
        }
    }

    @Example
    void breadthIsNoProblem() throws Exception {
        int many = 99_000;
        for (String text :
                List.of(
                        "any where a" + " or a".repeat(many / 5 - 5),
                        "any where a" + " and not a".repeat(many / 10 - 5),
                        "any where a in (1" + ",1".repeat(many / 2 - 20) + ")",
                        "any where a : (\"\"" + ",\"*\"".repeat(many / 4 - 20) + ")",
                        "any where concat(a" + ",a".repeat(many / 2 - 20) + ") == null",
                        "any where a" + ".a".repeat(many / 2 - 20) + " == 1",
                        "any where a " + "/*".repeat(many / 4 - 10) + "*/".repeat(many / 4 - 10),
                        "any where true" + " | head 1".repeat(many / 9 - 5),
                        "sequence" + "[a where b]".repeat(many / 11 - 5),
                        "any where a regex \"" + "[a]?".repeat(240) + "\"",
                        "any where a regex \"" + "a|".repeat(many / 2 - 20) + "a\"",
                        "any where a regex~ (\"a\"" + ",\"b.\"".repeat(10_000) + ")",
                        "any where a regex \"" + "(a)(b)[()~]\\\\(\\\\~".repeat(200) + "\"",
                        "any where a regex \"(a|b)" + "*?".repeat(5_000) + "\"",
                        "any where a == \"" + "x".repeat(many - 20) + "\"")) {
            assertThat(onSmallStack(text)).as(text.substring(0, 20)).isTrue();
        }
    }

    @Example
    void theDeepestAllowedQueryRunsOnASmallStack() throws Exception {
        for (String text :
                List.of(
                        "any where " + "(".repeat(210) + "a" + ")".repeat(210),
                        "any where " + "not ".repeat(210) + "a",
                        "any where " + "string(".repeat(209) + "a" + ")".repeat(209) + " == null",
                        "any where " + "(b == 1 and ".repeat(200) + "a" + ")".repeat(200),
                        "any where a regex \"" + "(".repeat(100) + "a" + ")".repeat(100) + "\"")) {
            assertThat(onSmallStack(text)).as(text).isTrue();
        }
    }

    @Example
    void patternsAreCompiledOnTheSmallestStack() throws Exception {
        for (String pattern :
                List.of(
                        "(".repeat(100) + "a" + ")".repeat(100),
                        "(a|b(".repeat(50) + "c" + "|d)*)?".repeat(50),
                        "~(a&".repeat(50) + "b" + ")".repeat(50),
                        "~".repeat(100) + "a",
                        "(a|b)" + "*?".repeat(5_000),
                        "<" + "0".repeat(49) + "1-" + "0".repeat(49) + "2>",
                        "(a?){2000}",
                        "a".repeat(10_000) + ".",
                        "[ab]".repeat(5_000),
                        "(a|[b-d])".repeat(2_000),
                        "[ab]|".repeat(10_000) + "c")) {
            String text = "any where not (not (a regex~ \"" + pattern + "\"))";
            assertThat(onStack(text, SMALLEST_STACK)).as(pattern).isTrue();
        }
    }

    @Example
    void patternsThatPeopleWriteAreNotTooCostly() {
        String names = words(500, 14);
        for (String pattern :
                List.of(
                        names,
                        ".*\\\\\\\\(" + names + ")\\\\.(exe|dll|scr)",
                        ".*(" + words(200, 10) + ").*",
                        ".*" + words(40, 8).replace("|", ".*|.*") + ".*",
                        ".{1,256}",
                        "[a-z0-9]{32,64}",
                        ".*[A-Za-z0-9+/]{300,}={0,2}.*",
                        ".*[a-f0-9]{8}-([a-f0-9]{4}-){3}[a-f0-9]{12}.*",
                        "[^/]{1,100}(/[^/]{1,100}){0,10}",
                        ".*(-|/)(e|en|enc|enco|encod|encode)[a-z]*[ ]+[A-Za-z0-9+/=]{40,}.*",
                        "<1-65535>(,<1-65535>){0,30}")) {
            assertThat(parses("any where a regex~ \"" + pattern + "\"")).as(pattern).isTrue();
        }
        String containing = "\".*" + words(500, 8).replace("|", ".*\", \".*") + ".*\"";
        assertThat(parses("any where a regex~ (" + containing + ")")).isTrue();
    }

    /** Different words of letters, divided by {@code |}. */
    private static String words(int count, int length) {
        Random random = new Random(count);
        return Stream.generate(
                        () ->
                                random.ints(length, 'a', 'z' + 1)
                                        .mapToObj(Character::toString)
                                        .collect(Collectors.joining()))
                .limit(count)
                .collect(Collectors.joining("|"));
    }

    @Example
    void aTextThatIsTooLongIsRefused() {
        assertThatExceptionOfType(EqlException.class)
                .isThrownBy(() -> EqlParser.parse(" ".repeat(100_001)))
                .withMessage("1:1: a query has at most 100000 characters, this one has 100001");
    }

    @Example
    void patternsThatExplodeAreRefused() {
        for (String pattern :
                List.of(
                        "((a{1000}){1000}){1000}",
                        "a{2147483647}",
                        "a{99999999999}",
                        ".*x.{40}",
                        "(.*a.{20}&.*b.{20}&.*c.{20})",
                        "~(.*a.{30})",
                        "<1-99999999999>",
                        "(<1-999999999>){200}",
                        "((a{1,30}){1,30}){1,30}",
                        "(.{0,100}a){10}",
                        "~(.*a.{20}&~(.*b.{20}))",
                        "[a]?".repeat(2_000),
                        ".*".repeat(20_000),
                        "a".repeat(90_000) + ".",
                        "(ab)".repeat(20_000) + ".",
                        "a" + "?".repeat(90_000),
                        "[" + "ac".repeat(100) + "-\u9fff]{9999}.*a.{19}")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () ->
                            assertThat(parses("any where a regex \"" + pattern + "\""))
                                    .as(pattern)
                                    .isFalse());
        }
    }

    @Example
    void costlyPatternsAreLimitedTogether() {
        String costly = "a regex \".*a.{12}\"";

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    assertThat(parses("any where " + costly + (" or " + costly).repeat(3)))
                            .isTrue();
                    assertThatExceptionOfType(EqlException.class)
                            .isThrownBy(
                                    () ->
                                            EqlParser.parse(
                                                    "any where "
                                                            + costly
                                                            + ("\nor " + costly).repeat(500)))
                            .satisfies(
                                    e ->
                                            assertThat(e.errors())
                                                    .singleElement()
                                                    .asString()
                                                    .contains(
                                                            "than is left for those of the query"));
                });
    }

    @Provide
    Arbitrary<List<String>> soup() {
        return Arbitraries.of(
                        "any",
                        "file",
                        "where",
                        "sequence",
                        "sample",
                        "join",
                        "by",
                        "with",
                        "maxspan",
                        "runs",
                        "=",
                        "5",
                        "5s",
                        "s",
                        "1.5",
                        ".5",
                        "[",
                        "![",
                        "]",
                        "(",
                        ")",
                        "and",
                        "or",
                        "not",
                        "in",
                        "in~",
                        ":",
                        "like",
                        "like~",
                        "regex",
                        "regex~",
                        "==",
                        "!=",
                        "<",
                        ">=",
                        "+",
                        "-",
                        "*",
                        "/",
                        "%",
                        ".",
                        ",",
                        "|",
                        "head",
                        "?",
                        "a",
                        "a.b",
                        "`a`",
                        "`",
                        "\"x\"",
                        "\"",
                        "\"\"\"",
                        "'",
                        "\\",
                        "null",
                        "true",
                        "false",
                        "of",
                        "until",
                        "length",
                        "concat~",
                        "cidrMatch",
                        "startsWith~",
                        "/*",
                        "*/",
                        "//",
                        "\n",
                        "\r",
                        "~",
                        "!",
                        "#",
                        "\uD83D",
                        "\u0000",
                        "ä",
                        "any where a",
                        "[any where a]",
                        "length(a)",
                        "a == 1")
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        return Arbitraries.of(
                        "a", "b", ".", "*", "+", "?", "|", "&", "~", "#", "@", "(", ")", "[", "]",
                        "[^", "a-z", "<1-9>", "<", ">", "{2}", "{2,}", "{1,30}", "{", "}", "\\",
                        "\\d", "\\w", "\\Q", "^", "$", "'", "(a*)", "(ab|c)")
                .list()
                .ofMaxSize(15);
    }

    @Provide
    Arbitrary<String> queries() {
        return Queries.queries();
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 200);
    }

    /** Whether {@code text} is a query; everything that can be done with one is done. */
    private static boolean parses(String text) {
        try {
            Query query = EqlParser.parse(text);
            assertThat(query.fields()).isNotNull();
            assertThat(query.normalised()).isNotEmpty();
            if (query instanceof EventQuery event) {
                Events.matches(text, Events.event("a", Events.values("x", 1L, true)));
            }
            return true;
        } catch (EqlException e) {
            assertThat(e.errors()).isNotEmpty();
            return false;
        }
    }

    private static boolean onSmallStack(String text) throws Exception {
        return onStack(text, SMALL_STACK);
    }

    private static boolean onStack(String text, long size) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> parses(text));
        Thread thread = new Thread(null, task, "small stack", size);
        thread.start();
        return task.get(30, TimeUnit.SECONDS);
    }
}
