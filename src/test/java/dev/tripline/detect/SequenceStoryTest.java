// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.Event;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceStoryTest {

    private static final int STREAMS = Integer.getInteger("tripline.streams", 10_000);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);
    private static final Set<SequenceStep.Kind> MATCHES =
            EnumSet.of(SequenceStep.Kind.COMPLETES, SequenceStep.Kind.STANDS);
    private static final SequenceStep.Kind[] DEATHS_OF_INTRUDERS = {
        SequenceStep.Kind.PRECEDED, SequenceStep.Kind.INTERRUPTED, SequenceStep.Kind.FOLLOWED
    };

    /** A story that strays from the machine's state is refused, so none may be here. */
    @Test
    void tellsOfTheMatchesThatTheMachineFindsInRandomStreams() {
        int matches = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence = sequence(random);
            String tiebreaker = sequence.tiebreaker() ? StreamEvents.TIEBREAKER : null;
            Rule rule = QueryRule.of("random", sequence.query(), tiebreaker);
            List<Event> events = new ArrayList<>();
            for (ReferenceSequences.Event event : sequence.events(random, null)) {
                events.add(StreamEvents.event(event));
                if (random.nextInt(4) == 0) {
                    events.add(StreamEvents.delivery(event, random.nextInt()));
                    events.add(StreamEvents.delivery(event, random.nextInt()));
                }
            }

            List<String> told = told(rule, events);

            assertThat(told)
                    .as("seed %d: %s", seed, sequence.query())
                    .containsExactlyInAnyOrderElementsOf(
                            SequencesInMemory.detect(rule, StreamEvents.fields(), events).stream()
                                    .map(StreamEvents::show)
                                    .toList());
            matches += told.size();
        }
        assertThat(matches).as("the streams are worth telling").isGreaterThan(STREAMS / 2);
    }

    @Test
    void tellsOfTheMatchesThatMissingEventsLeave() {
        int matches = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence = RandomSequence.withMissing(random, null);
            String tiebreaker = sequence.tiebreaker() ? StreamEvents.TIEBREAKER : null;
            Rule rule = QueryRule.of("random", sequence.query(), tiebreaker);
            List<ReferenceSequences.Event> stream = sequence.events(random, null);
            List<Event> events = stream.stream().map(StreamEvents::event).toList();

            List<String> told = told(rule, events);

            assertThat(told)
                    .as("seed %d: %s", seed, sequence.query())
                    .containsExactlyInAnyOrderElementsOf(
                            sequence.meaning().in(stream).stream()
                                    .map(StreamEvents::show)
                                    .toList());
            matches += told.size();
        }
        assertThat(matches).as("the streams are worth telling").isGreaterThan(STREAMS / 2);
    }

    /** Every chain starts once and ends once. */
    @Test
    void accountsForEveryChain() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS / 4; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence = sequence(random);
            Rule rule = QueryRule.of("random", sequence.query(), null);
            List<Event> events =
                    sequence.events(random, null).stream().map(StreamEvents::event).toList();

            for (List<SequenceStep> steps : stories(rule, events).values()) {
                assertThat(count(steps, SequenceStep.Kind.STARTS))
                        .as("seed %d: %s", seed, sequence.query())
                        .isEqualTo(
                                count(steps, SequenceStep.Kind.COMPLETES)
                                        + count(steps, SequenceStep.Kind.STANDS)
                                        + count(steps, SequenceStep.Kind.PRECEDED)
                                        + count(steps, SequenceStep.Kind.INTERRUPTED)
                                        + count(steps, SequenceStep.Kind.FOLLOWED)
                                        + count(steps, SequenceStep.Kind.TOO_LATE)
                                        + count(steps, SequenceStep.Kind.REPLACES)
                                        + count(steps, SequenceStep.Kind.ENDS)
                                        + count(steps, SequenceStep.Kind.WAITS));
            }
        }
    }

    @Test
    void namesTheEventsThatAChainDiesOf() {
        Map<SequenceStep.Kind, Integer> deaths = new EnumMap<>(SequenceStep.Kind.class);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS / 4; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence = RandomSequence.withMissing(random, null);
            Rule rule = QueryRule.of("random", sequence.query(), null);
            SequenceQuery query = (SequenceQuery) rule.query();
            List<Event> events =
                    sequence.events(random, null).stream().map(StreamEvents::event).toList();
            for (List<SequenceStep> steps : stories(rule, events).values()) {
                for (SequenceStep step : steps) {
                    if (List.of(DEATHS_OF_INTRUDERS).contains(step.kind())) {
                        assertThat(isTrue(step, query.maxspan()))
                                .as("seed %d: %s: %s", seed, sequence.query(), step)
                                .isTrue();
                        deaths.merge(step.kind(), 1, Integer::sum);
                    }
                    assertThat(step.intruders())
                            .allMatch(one -> query.terms().get(one.term()).missing());
                }
            }
        }
        assertThat(deaths).containsOnlyKeys(DEATHS_OF_INTRUDERS);
    }

    /** Whether the chain dies of the intruders that the step names. */
    private static boolean isTrue(SequenceStep step, Duration maxspan) {
        List<Long> chain = step.chain().stream().map(event -> event.time().millis()).toList();
        Evidence first = step.chain().get(0);
        Evidence last = step.chain().get(chain.size() - 1);
        List<Evidence> intruders = step.intruders().stream().map(Intruder::event).toList();
        Evidence intruder = intruders.get(intruders.size() - 1);
        long time = intruder.time().millis();
        if (step.kind() == SequenceStep.Kind.INTERRUPTED) {
            return IntStream.range(1, chain.size())
                    .anyMatch(next -> chain.get(next - 1) < time && time < chain.get(next));
        }
        if (step.kind() == SequenceStep.Kind.PRECEDED) {
            return time < chain.get(0) && last.time().isWithin(maxspan, intruder.time());
        }
        Evidence start = intruders.size() > 1 ? intruders.get(0) : first;
        return intruder.equals(step.event())
                && time > last.time().millis()
                && intruder.time().isWithin(maxspan, start.time());
    }

    @Test
    void saysByHowMuchTheSpanWasExceeded() {
        SequenceStory story =
                new SequenceStory(
                        new SequenceShape(
                                List.of(0, 1), SequenceShape.NO_UNTIL, Duration.ofSeconds(1)));
        Hit first = hit("A", 0);
        story.apply(first);

        List<SequenceStep> steps = story.apply(hit("B", 1_250));

        assertThat(steps)
                .singleElement()
                .satisfies(
                        step -> {
                            assertThat(step.kind()).isEqualTo(SequenceStep.Kind.TOO_LATE);
                            assertThat(step.excess()).isEqualTo(Duration.ofMillis(250));
                            assertThat(step.chain()).containsExactly(first.evidence());
                        });
        assertThat(story.end()).isEmpty();
    }

    @Test
    void tellsADeliveryFromANewEvent() {
        SequenceStory story =
                new SequenceStory(new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, null));
        Hit first = hit("AB", 0);
        story.apply(first);

        assertThat(story.apply(Hits.again(first)))
                .map(SequenceStep::kind)
                .containsExactly(
                        SequenceStep.Kind.REPEATS,
                        SequenceStep.Kind.STARTS,
                        SequenceStep.Kind.REPLACES);
        assertThat(story.apply(hit("B", 5)))
                .map(SequenceStep::kind)
                .containsExactly(SequenceStep.Kind.COMPLETES);
    }

    private static Map<String, List<SequenceStep>> stories(Rule rule, List<Event> events) {
        Map<String, List<Hit>> hits = new TreeMap<>();
        SequencesInMemory.hits(rule, StreamEvents.fields(), events)
                .forEach(h -> hits.computeIfAbsent(h.joinKey(), k -> new ArrayList<>()).add(h));
        Map<String, List<SequenceStep>> stories = new TreeMap<>();
        hits.forEach(
                (key, ofKey) -> {
                    ofKey.sort(EventOrder.INSTANCE);
                    SequenceStory story =
                            new SequenceStory(SequenceShape.of((SequenceQuery) rule.query()));
                    List<SequenceStep> steps = new ArrayList<>();
                    CountedTerms.of(ofKey).forEach(h -> steps.addAll(story.apply(h)));
                    steps.addAll(story.end());
                    stories.put(key, steps);
                });
        return stories;
    }

    /** With missing events half of the time. */
    private static RandomSequence sequence(Random random) {
        return random.nextBoolean()
                ? RandomSequence.of(random, null)
                : RandomSequence.withMissing(random, null);
    }

    private static List<String> told(Rule rule, List<Event> events) {
        List<String> told = new ArrayList<>();
        stories(rule, events)
                .forEach(
                        (key, steps) ->
                                steps.stream()
                                        .filter(step -> MATCHES.contains(step.kind()))
                                        .forEach(step -> told.add(key + " " + ids(step.chain()))));
        return told;
    }

    private static long count(List<SequenceStep> steps, SequenceStep.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).count();
    }

    private static String ids(List<Evidence> events) {
        return events.stream().map(Evidence::identity).toList().toString();
    }
}
