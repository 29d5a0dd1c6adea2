// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
                        "any where a regex \"" + "(a|".repeat(45) + "\"")) {
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
                        "any where a regex \"" + "a|".repeat(490) + "a\"",
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
                        "any where a regex \"" + "(".repeat(50) + "a" + ")".repeat(50) + "\"",
                        "any where a regex \"" + "a".repeat(1000) + "\"",
                        "any where a regex \"" + "[ab]".repeat(250) + "\"")) {
            assertThat(onSmallStack(text)).as(text).isTrue();
        }
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
                        "(a?){2000}",
                        ".*x.{40}",
                        "(.*a.{20}&.*b.{20}&.*c.{20})",
                        "~(.*a.{30})",
                        "<1-99999999999>",
                        "(<1-999999999>){200}",
                        "(a?){1000}&b")) {
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
        String costly = ", \"(a?){80}&b\"";
        String wide = ", \"" + "a*b*".repeat(200) + "\"";

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    assertThat(parses("any where a regex (\"x\"" + costly.repeat(199) + ")"))
                            .isTrue();
                    assertThat(parses("any where a regex (\"x\"" + costly.repeat(200) + ")"))
                            .isFalse();
                    assertThat(parses("any where a regex (\"x\"" + wide.repeat(100) + ")"))
                            .isFalse();
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
        FutureTask<Boolean> task = new FutureTask<>(() -> parses(text));
        Thread thread = new Thread(null, task, "small stack", SMALL_STACK);
        thread.start();
        return task.get(30, TimeUnit.SECONDS);
    }
}
