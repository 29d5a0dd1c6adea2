// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** More expressions with {@code -Dtripline.regexes}, others with {@code -Dtripline.seed}. */
class RandomRegexTest {

    private static final int REGEXES = Integer.getInteger("tripline.regexes", 5_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);
    private static final int TEXTS = 20;

    @Test
    void matchWhereASearchWithoutAutomataFindsAWay() {
        int[] held = new int[2];
        for (long seed = FIRST_SEED; seed < FIRST_SEED + REGEXES; seed++) {
            Random random = new Random(seed);
            boolean ignoreCase = random.nextBoolean();
            RandomRegex regex = RandomRegex.of(random, random.nextInt(4), ignoreCase);
            String query =
                    "any where f "
                            + (ignoreCase ? "regex~ " : "regex ")
                            + NormalExpression.string(regex.spelling());
            Event event = Events.event("f", "");
            Predicate predicate =
                    new PredicateCompiler(event.fields(), "event.category")
                            .compile(((EventQuery) Events.parse(query)).filter());
            for (int i = 0; i < TEXTS; i++) {
                String text = RandomRegex.text(random);
                boolean matches = regex.matches(text);
                assertThat(predicate.test(Events.event("f", text)))
                        .as("seed %d: %s on \"%s\"", seed, query, text)
                        .isEqualTo(matches);
                held[matches ? 1 : 0]++;
            }
        }
        assertThat(Math.min(held[0], held[1]))
                .as("answers of the rarer kind")
                .isGreaterThan(REGEXES);
    }
}
