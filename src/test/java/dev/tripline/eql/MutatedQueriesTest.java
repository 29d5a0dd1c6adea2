// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Valid queries with a slip or two: a query or an error with a place in the text, and nothing else.
 * More queries with {@code -Dtripline.conditions}, others with {@code -Dtripline.seed}.
 */
class MutatedQueriesTest {

    private static final int QUERIES = Integer.getInteger("tripline.conditions", 20_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\])*\"|`[^`]*`|!\\[|[=!<>]=|[\\w@]+~?|\\S|\\s+");
    private static final List<String> SLIPS =
            List.of(
                    "and",
                    "or",
                    "not",
                    "where",
                    "any",
                    "by",
                    "with",
                    "maxspan",
                    "=",
                    "==",
                    "(",
                    ")",
                    "[",
                    "]",
                    "![",
                    ",",
                    ".",
                    ":",
                    "like",
                    "in",
                    "null",
                    "true",
                    "?",
                    "-",
                    "1",
                    "'",
                    "\"",
                    "\"x\"",
                    "`",
                    "/*",
                    "*/",
                    "//",
                    "\n",
                    "\r\n",
                    "\t",
                    "until",
                    "sequence",
                    "| head 1",
                    "runs",
                    "x of",
                    "\uD83D\uDE00",
                    "\uD83D",
                    "\\",
                    "1.5",
                    "5s",
                    "in~",
                    "regex",
                    "\"[\"",
                    "concat(",
                    "length",
                    "\u0000");

    @Test
    void areQueriesOrHaveErrorsWithPlaces() {
        int valid = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + QUERIES; seed++) {
            Random random = new Random(seed);
            String text = mutated(RandomQueries.of(random), random);
            try {
                Query query = EqlParser.parse(text);
                assertReadsTheSameNormalised(query, seed);
                valid++;
            } catch (EqlException e) {
                assertThat(e.errors()).as("seed %d", seed).isNotEmpty();
                e.errors().forEach(error -> assertLiesWithin(text, error));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(valid).as("slips that make another query").isBetween(QUERIES / 100, QUERIES / 2);
    }

    private static String mutated(String query, Random random) {
        List<String> tokens =
                new ArrayList<>(TOKEN.matcher(query).results().map(MatchResult::group).toList());
        int slips = 1 + random.nextInt(2);
        for (int i = 0; i < slips && !tokens.isEmpty(); i++) {
            int place = random.nextInt(tokens.size());
            switch (random.nextInt(4)) {
                case 0 -> tokens.remove(place);
                case 1 -> tokens.add(place, tokens.get(place));
                case 2 -> tokens.add(place, SLIPS.get(random.nextInt(SLIPS.size())));
                default -> tokens.set(place, tokens.get(random.nextInt(tokens.size())));
            }
        }
        return String.join("", tokens);
    }

    private static void assertReadsTheSameNormalised(Query query, long seed) {
        try {
            assertThat(EqlParser.parse(query.normalised())).as("seed %d", seed).isEqualTo(query);
        } catch (EqlException e) {
            throw new AssertionError("seed " + seed + ": " + query.normalised(), e);
        }
    }

    /** On a character, or just behind the last one of its line. */
    private static void assertLiesWithin(String text, EqlError error) {
        String[] lines = text.split("\r\n|\n|\r", -1);
        assertThat(error.line()).as("%s in: %s", error, text).isBetween(1, lines.length);
        String line = lines[error.line() - 1];
        assertThat(error.column())
                .as("%s in: %s", error, text)
                .isBetween(1, line.codePointCount(0, line.length()) + 1);
        assertThat(error.message()).as(text).isNotBlank();
    }
}
