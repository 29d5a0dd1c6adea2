// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GlobTest {

    @Property(tries = 3000)
    void agreesWithANaiveMatcher(
            @ForAll("patterns") String pattern,
            @ForAll("texts") String text,
            @ForAll boolean ignoreCase) {
        assertThat(GlobCompiler.compile(List.of(pattern), ignoreCase).matches(text))
                .isEqualTo(naive(pattern, text, ignoreCase));
    }

    @Property(tries = 1000)
    void severalPatternsMatchIfAnyDoes(
            @ForAll("patterns") String first,
            @ForAll("patterns") String second,
            @ForAll("texts") String text,
            @ForAll boolean ignoreCase) {
        assertThat(GlobCompiler.compile(List.of(first, second), ignoreCase).matches(text))
                .isEqualTo(naive(first, text, ignoreCase) || naive(second, text, ignoreCase));
    }

    @Property
    void aTextMatchesItselfInAnyCase(@ForAll("texts") String text) {
        assertThat(GlobCompiler.compile(List.of(text), true).matches(AsciiCase.fold(text)))
                .isTrue();
    }

    @Example
    void aQuestionMarkIsOneCodePoint() {
        TextTest oneCharacter = GlobCompiler.compile(List.of("?"), false);

        assertThat(oneCharacter.matches("\uD83D\uDE00")).isTrue();
        assertThat(oneCharacter.matches("ab")).isFalse();
        assertThat(GlobCompiler.compile(List.of("*a?"), false).matches("xa\uD83D\uDE00")).isTrue();
    }

    @Example
    void manyStarsCostNoMoreThanOne() {
        TextTest glob = GlobCompiler.compile(List.of("*a".repeat(200) + "?b"), true);
        String text = "a".repeat(20_000);

        assertTimeout(Duration.ofSeconds(5), () -> assertThat(glob.matches(text)).isFalse());
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("aAbB*?").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aAbB").ofMaxLength(8);
    }

    private static boolean naive(String pattern, String text, boolean ignoreCase) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char c = pattern.charAt(0);
        String rest = pattern.substring(1);
        if (c == '*') {
            return naive(rest, text, ignoreCase)
                    || (!text.isEmpty() && naive(pattern, text.substring(1), ignoreCase));
        }
        if (text.isEmpty()) {
            return false;
        }
        String one = text.substring(0, 1);
        boolean same = ignoreCase ? one.equalsIgnoreCase(String.valueOf(c)) : one.charAt(0) == c;
        return (c == '?' || same) && naive(rest, text.substring(1), ignoreCase);
    }
}
