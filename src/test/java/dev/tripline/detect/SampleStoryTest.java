// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terms are called A, B, C …, and events after the terms that they match. */
class SampleStoryTest {

    private static final int STREAMS = Integer.getInteger("tripline.streams", 20_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);

    @Test
    void tellsOfTheMatchThatTheMachineFindsOrOfTermsWithTooFewEvents() {
        int matches = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed);
            int terms = 2 + random.nextInt(3);
            List<Hit> hits =
                    Hits.random(random, terms).stream().sorted(EventOrder.INSTANCE).toList();
            SampleStory story = new SampleStory(terms);

            List<SampleStep> steps = hits.stream().map(story::apply).toList();

            List<Detection> found = WholeSample.detect(new SampleShape(terms, null), hits);
            assertThat(story.match().stream().toList())
                    .as("seed %d: %d terms over %s", seed, terms, hits)
                    .isEqualTo(found);
            assertThat(steps.stream().map(SampleStep::match).filter(m -> !m.isEmpty()).toList())
                    .isEqualTo(found.stream().map(Detection::events).toList());
            assertThat(story.end().isPresent()).isEqualTo(found.isEmpty());
            if (found.isEmpty()) {
                List<Integer> lacking = story.end().orElseThrow().terms();
                assertThat(lacking)
                        .as("seed %d: %d terms over %s", seed, terms, hits)
                        .hasSize(1 + matching(hits, lacking));
            }
            matches += found.size();
        }
        assertThat(matches).as("the streams are worth telling").isGreaterThan(STREAMS / 4);
    }

    @Test
    void countsAnEventOnceAndNoneAfterTheMatch() {
        SampleStory story = new SampleStory(2);
        Hit first = hit("A", 1);

        assertThat(Stream.of(first, again(first), hit("AB", 2), hit("B", 3)).map(story::apply))
                .map(SampleStep::kind)
                .containsExactly(
                        SampleStep.Kind.COUNTS,
                        SampleStep.Kind.REPEATS,
                        SampleStep.Kind.COMPLETES,
                        SampleStep.Kind.SILENT);
        assertThat(story.end()).isEmpty();
    }

    @Test
    void saysWhichTermsShareTooFewEvents() {
        SampleStory story = new SampleStory(3);
        List.of(hit("A", 1), hit("A", 2), hit("BC", 3)).forEach(story::apply);

        assertThat(story.end()).contains(new SampleShortage(List.of(2, 1, 1), List.of(1, 2)));
    }

    private static int matching(List<Hit> hits, List<Integer> terms) {
        return (int) hits.stream().filter(h -> terms.stream().anyMatch(h::matches)).count();
    }
}
