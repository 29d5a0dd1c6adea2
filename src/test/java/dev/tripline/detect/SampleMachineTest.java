// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terms are called A, B, C …, and events after the terms that they match. */
class SampleMachineTest {

    private static final int STREAMS = Integer.getInteger("tripline.streams", 40_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);

    @ParameterizedTest
    @CsvSource({
        "2, A1 B2, A1 B2",
        "2, B1 A2, A2 B1",
        "2, A1 A2 A3 B4, A1 B4",
        "2, AB1, ''",
        "2, AB1 A2, A2 AB1",
        "2, AB1 B2, AB1 B2",
        "2, A1 B2 A3 B4, A1 B2",
        "3, A1 AB2 AC3, A1 AB2 AC3",
        "3, ABC1 ABC2 ABC3, any",
        "3, AB1 AB2 AB3 AB4, ''",
        "3, AB1 AB2 AB3 AB4 C5, any",
    })
    void eachTermNeedsAnEventOfItsOwn(int terms, String events, String match) {
        List<Hit> hits = new ArrayList<>();
        for (String event : events.split(" ")) {
            hits.add(hit(event.replaceAll("\\d", ""), Long.parseLong(event.replaceAll("\\D", ""))));
        }
        List<List<String>> found = found(new SampleShape(terms, null), hits);

        if (match.equals("any")) {
            assertThat(found).hasSize(1);
        } else {
            assertThat(found)
                    .isEqualTo(match.isEmpty() ? List.of() : List.of(List.of(match.split(" "))));
        }
    }

    @Test
    void anEventThatIsDeliveredTwiceIsOne() {
        Hit both = hit("AB", 1);

        assertThat(found(new SampleShape(2, null), List.of(both, again(both)))).isEmpty();
    }

    @Test
    void eventsCountAsLongAsTheHorizonAndTheKeyIsSilentForAsLong() {
        SampleShape shape = new SampleShape(2, Duration.ofMillis(10));

        assertThat(found(shape, List.of(hit("A", 1), hit("B", 12)))).isEmpty();
        assertThat(found(shape, List.of(hit("A", 1), hit("B", 11)))).hasSize(1);
        assertThat(
                        found(
                                shape,
                                List.of(
                                        hit("A", 1),
                                        hit("B", 2),
                                        hit("A", 11),
                                        hit("B", 12),
                                        hit("A", 13),
                                        hit("B", 14))))
                .containsExactly(List.of("A1", "B2"), List.of("A13", "B14"));
    }

    @Test
    void matchesWhenAndOnlyWhenEveryTermHasAnEventOfItsOwn() {
        int matches = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed);
            int terms = 2 + random.nextInt(3);
            Duration horizon = random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(20));
            SampleShape shape = new SampleShape(terms, horizon);
            List<Hit> hits = Hits.random(random, terms);

            List<List<String>> found = found(shape, hits);

            List<String> expected = expectedEnds(shape, hits);
            assertThat(found).as("seed %d: %s over %s", seed, shape, hits).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).doesNotHaveDuplicates().contains(expected.get(i));
                for (int term = 0; term < terms; term++) {
                    assertThat(found.get(i).get(term)).contains("" + (char) ('A' + term));
                }
            }
            matches += found.size();

            List<Hit> shuffled = new ArrayList<>(hits);
            Collections.shuffle(shuffled, random);
            assertThat(found(shape, shuffled)).isEqualTo(found);
        }
        assertThat(matches).as("the streams are worth comparing").isGreaterThan(STREAMS / 4);
    }

    /** The last event of each match, by trying everything. */
    private static List<String> expectedEnds(SampleShape shape, List<Hit> hits) {
        List<String> ends = new ArrayList<>();
        List<Hit> sorted = hits.stream().sorted(EventOrder.INSTANCE).toList();
        Optional<Long> matched = Optional.empty();
        List<Hit> seen = new ArrayList<>();
        for (Hit hit : sorted) {
            long time = hit.evidence().time().millis();
            long oldest = shape.horizon() == null ? 0 : time - shape.horizon().toMillis();
            if (matched.isPresent() && matched.get() >= oldest) {
                continue;
            }
            matched = Optional.empty();
            seen.add(hit);
            List<Hit> counting =
                    seen.stream().filter(h -> h.evidence().time().millis() >= oldest).toList();
            if (canServe(0, shape.terms(), counting)) {
                ends.add(hit.evidence().identity());
                matched = Optional.of(time);
                seen.clear();
            }
        }
        return ends;
    }

    private static boolean canServe(int term, int terms, List<Hit> free) {
        if (term == terms) {
            return true;
        }
        for (int i = 0; i < free.size(); i++) {
            if (free.get(i).matches(term)) {
                List<Hit> rest = new ArrayList<>(free);
                rest.remove(i);
                if (canServe(term + 1, terms, rest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<List<String>> found(SampleShape shape, List<Hit> hits) {
        return WholeSample.detect(shape, hits).stream()
                .map(match -> match.events().stream().map(Evidence::identity).toList())
                .toList();
    }
}
