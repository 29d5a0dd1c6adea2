// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** More streams with {@code -Dtripline.streams=1000000}, others with {@code -Dtripline.seed}. */
class SequenceMachineTest {

    private static final int STREAMS = Integer.getInteger("tripline.streams", 40_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);

    @Test
    void findsWhatTheReferenceFindsInRandomStreams() {
        int matches = compare(RandomSequence::of);
        assertThat(matches).as("the streams are worth comparing").isGreaterThan(STREAMS / 2);
    }

    @Test
    void findsWhatTheReferenceFindsWhereEventsMustBeMissing() {
        int matches = compare(RandomSequence::withMissing);
        assertThat(matches).as("the streams are worth comparing").isGreaterThan(STREAMS / 2);
    }

    /** How many matches there were, over all streams. */
    private static int compare(BiFunction<Random, String, RandomSequence> sequences) {
        int matches = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence = sequences.apply(random, null);
            List<ReferenceSequences.Event> stream = sequence.events(random, null);
            String tiebreaker = sequence.tiebreaker() ? StreamEvents.TIEBREAKER : null;
            Rule rule = QueryRule.of("random", sequence.query(), tiebreaker);

            List<Event> events = stream.stream().map(StreamEvents::event).toList();
            List<Detection> found = SequencesInMemory.detect(rule, StreamEvents.fields(), events);

            List<String> expected =
                    sequence.meaning().in(stream).stream().map(StreamEvents::show).toList();
            assertThat(found)
                    .as("seed %d: %s over %s", seed, sequence.query(), stream)
                    .map(StreamEvents::show)
                    .containsExactlyInAnyOrderElementsOf(expected);
            matches += expected.size();
        }
        return matches;
    }

    @Test
    void findsTheSameInAnyOrderOfDeliveryAndWhateverIsDeliveredTwice() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS / 4; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence =
                    seed % 2 == 0
                            ? RandomSequence.of(random, null)
                            : RandomSequence.withMissing(random, null);
            List<ReferenceSequences.Event> stream = sequence.events(random, null);
            String tiebreaker = sequence.tiebreaker() ? StreamEvents.TIEBREAKER : null;
            Rule rule = QueryRule.of("random", sequence.query(), tiebreaker);

            List<Detection> once = deliver(rule, stream, random);
            List<ReferenceSequences.Event> repeated = new ArrayList<>(stream);
            repeated.addAll(stream.subList(0, random.nextInt(stream.size())));
            Collections.shuffle(repeated, random);
            List<Detection> twice = deliver(rule, repeated, random);

            assertThat(twice)
                    .as("seed %d: %s over %s", seed, sequence.query(), repeated)
                    .map(StreamEvents::show)
                    .containsExactlyInAnyOrderElementsOf(
                            once.stream().map(StreamEvents::show).toList());
        }
    }

    private static List<Detection> deliver(
            Rule rule, List<ReferenceSequences.Event> stream, Random random) {
        List<Event> deliveries =
                stream.stream()
                        .map(event -> StreamEvents.delivery(event, random.nextInt()))
                        .toList();
        return SequencesInMemory.detect(rule, StreamEvents.fields(), deliveries);
    }
}
