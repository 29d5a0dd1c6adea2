// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** More conditions with {@code -Dtripline.conditions}, others with {@code -Dtripline.seed}. */
class RandomConditionsTest {

    private static final int CONDITIONS = Integer.getInteger("tripline.conditions", 20_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);
    private static final int EVENTS = 10;

    @Test
    void holdWhereTheReferenceSaysSo() {
        int refused = 0;
        int[] held = new int[2];
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CONDITIONS; seed++) {
            Random random = new Random(seed);
            RandomConditions conditions = new RandomConditions(random);
            Expr condition = conditions.condition(3);
            if (hasNullConstant(condition)) {
                continue;
            }
            String text = "any where " + new RandomSpelling(random).of(condition);
            EventQuery query = parsed(text, seed);
            if (query == null) {
                refused++;
                continue;
            }
            EventQuery again = parsed(query.normalised(), seed);
            assertThat(again).as("seed %d: %s", seed, text).isEqualTo(query);
            for (int i = 0; i < EVENTS; i++) {
                Map<String, List<Object>> event = conditions.event();
                boolean holds = ReferenceConditions.holds(condition, event);
                assertThat(holds(query, event))
                        .as("seed %d: %s for %s", seed, text, event)
                        .isEqualTo(holds);
                held[holds ? 1 : 0]++;
            }
        }
        assertThat(refused).as("conditions without a value").isLessThan(CONDITIONS / 50);
        assertThat(Math.min(held[0], held[1]))
                .as("answers of the rarer kind")
                .isGreaterThan(CONDITIONS);
    }

    /** What is computed of the literal null alone is three-valued; tests of schemas have that. */
    private static boolean hasNullConstant(Expr expr) {
        boolean constant = !(expr instanceof Expr.Literal) && !hasField(expr);
        return constant && Folding.mentionsNull(expr)
                || expr.operands().stream().anyMatch(RandomConditionsTest::hasNullConstant);
    }

    private static boolean hasField(Expr expr) {
        return expr instanceof Expr.Field
                || expr.operands().stream().anyMatch(RandomConditionsTest::hasField);
    }

    /** Null if a constant has no value, which is found while reading. */
    private static EventQuery parsed(String text, long seed) {
        try {
            return (EventQuery) EqlParser.parse(text);
        } catch (EqlException e) {
            assertThat(e).as("seed %d: %s", seed, text).hasMessageContaining("no value");
            return null;
        }
    }

    private static boolean holds(EventQuery query, Map<String, List<Object>> values) {
        List<Object> namesAndValues = new ArrayList<>();
        values.forEach(
                (field, written) -> {
                    Object[] there = written.stream().filter(Objects::nonNull).toArray();
                    namesAndValues.add(field);
                    namesAndValues.add(
                            there.length == 0 ? null : there.length == 1 ? there[0] : there);
                });
        Event event = Events.event(namesAndValues.toArray());
        return new PredicateCompiler(event.fields(), "event.category")
                .compile(query.filter())
                .test(event);
    }
}
