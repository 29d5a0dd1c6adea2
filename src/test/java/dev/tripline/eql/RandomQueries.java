// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import java.util.Random;

/** Texts of queries of all kinds, nearly all of them valid. */
final class RandomQueries {

    private static final List<String> CATEGORIES = List.of("any", "process", "\"a b\"");
    private static final List<String> HEADS =
            List.of("", " by a", " with maxspan=5m", " by ?a, c.d\n with maxspan = 10s // note\n");
    private static final List<String> RUNS = List.of("", "", " with runs=2");
    private static final List<String> PIPES = List.of("", "", " | head 3", " | tail 2 | head 1");

    private RandomQueries() {}

    static String of(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> filter(random, 3) + pick(random, PIPES);
            case 1 -> "sample by a " + term(random) + "\n" + term(random);
            default -> sequence(random);
        };
    }

    private static String sequence(Random random) {
        StringBuilder query = new StringBuilder("sequence").append(pick(random, HEADS));
        String keys = random.nextBoolean() ? "" : " by `e`, ?f";
        int terms = 2 + random.nextInt(2);
        for (int i = 0; i < terms; i++) {
            query.append("\n  ").append(term(random)).append(keys).append(pick(random, RUNS));
        }
        if (random.nextInt(3) == 0) {
            query.append(" until ").append(term(random)).append(keys);
        }
        return query.append(pick(random, PIPES)).toString();
    }

    private static String term(Random random) {
        return "[" + filter(random, 1) + "]";
    }

    private static String filter(Random random, int depth) {
        Expr condition = new RandomConditions(random).condition(depth);
        return pick(random, CATEGORIES) + " where " + new RandomSpelling(random).of(condition);
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
