// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import dev.tripline.intake.Arrival;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * The way of events to new terms: evaluation, which leaves out repetitions, and the operator behind
 * it, with its state and timers in view. Times are minutes after {@link Hits#START}.
 */
final class TermsOperators implements AutoCloseable {

    static final FieldSet FIELDS =
            FieldSet.of("event.category", "cluster", "user", "verb", "watched");

    /** An event with values for {@code cluster}, {@code user} and {@code verb}. */
    record Seen(
            String identity,
            long minutes,
            String cluster,
            Object user,
            String verb,
            boolean watched) {

        static Seen user(long minutes, String user) {
            return new Seen(user + minutes, minutes, "demo", user, "get", false);
        }

        Event event() {
            Object[] values = new Object[FIELDS.size()];
            values[FIELDS.slot("cluster")] = cluster;
            values[FIELDS.slot("user")] = user;
            values[FIELDS.slot("verb")] = verb;
            values[FIELDS.slot("watched")] = watched;
            return new Event(
                    FIELDS,
                    values,
                    Timestamp.ofMillis(millis()),
                    Identity.of(identity, null),
                    Coordinates.ofLine("test", "events.ndjson", 1));
        }

        long millis() {
            return Hits.START + minutes * 60_000;
        }
    }

    private final Rule rule;
    private final OneInputStreamOperatorTestHarness<Arrival, Detection> evaluating;
    private final KeyedOneInputStreamOperatorTestHarness<String, Sighting, Detection> learning;
    private int sightings;

    private TermsOperators(NewTerms terms, OperatorSubtaskState state) throws Exception {
        rule = rule(terms);
        evaluating =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(
                                new Evaluate(
                                        "test",
                                        Duration.ZERO,
                                        List.of(rule),
                                        FIELDS,
                                        List.of(),
                                        new Redactor(new byte[] {1}))));
        evaluating.open();
        learning =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new WithinBounds<>(
                                new Sightings(Map.of(rule.key(), terms), Set.of(rule.key()))),
                        Sighting::key,
                        Types.STRING);
        learning.setup(
                TypeInformation.of(Detection.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            learning.initializeState(state);
        }
        learning.open();
    }

    static Rule rule(NewTerms terms) {
        return QueryRule.of("terms", "any where verb != \"watch\"", RuleType.NEW_TERMS, terms);
    }

    static TermsOperators start(NewTerms terms) throws Exception {
        return new TermsOperators(terms, null);
    }

    /** Others that go on from the state of these. */
    TermsOperators restored() throws Exception {
        return new TermsOperators((NewTerms) rule.grouping(), learning.snapshot(1, 1));
    }

    TermsOperators receive(Seen... events) throws Exception {
        for (Seen seen : events) {
            evaluating.processElement(
                    new StreamRecord<>(new Arrival(seen.event(), null, 0, false), seen.millis()));
            Queue<StreamRecord<Sighting>> found = evaluating.getSideOutput(Evaluate.SIGHTINGS);
            while (found != null && !found.isEmpty()) {
                learning.processElement(found.poll());
                sightings++;
            }
        }
        return this;
    }

    TermsOperators passes(long minutes) throws Exception {
        return passesMillis(Hits.START + minutes * 60_000);
    }

    TermsOperators ends() throws Exception {
        return passesMillis(Long.MAX_VALUE);
    }

    private TermsOperators passesMillis(long millis) throws Exception {
        evaluating.processWatermark(millis);
        learning.processWatermark(millis);
        return this;
    }

    /** Term and identity of its event, for each that was new. */
    List<String> found() {
        return detections().stream().map(StreamEvents::show).toList();
    }

    List<Detection> detections() {
        return learning.extractOutputValues().stream()
                .filter(detection -> !detection.provisional())
                .toList();
    }

    /** Like {@link #found}, for each that looked new when it came. */
    List<String> foreseen() {
        return learning.extractOutputValues().stream()
                .filter(Detection::provisional)
                .map(StreamEvents::show)
                .toList();
    }

    /** How many left the evaluation. */
    int sightings() {
        return sightings;
    }

    List<String> late() {
        var late = learning.getSideOutput(OnceInOrder.LATE);
        return late == null
                ? List.of()
                : late.stream()
                        .map(record -> record.getValue().hit().evidence().identity())
                        .toList();
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new HashMap<>();
        learning.getEnvironment()
                .getAccumulatorRegistry()
                .getUserMap()
                .forEach((name, count) -> counts.put(name, count.getLocalValue()));
        return counts;
    }

    int stateEntries() {
        return learning.numKeyedStateEntries();
    }

    int timers() {
        return learning.numEventTimeTimers();
    }

    /** What the rule makes of all events at once, as its tests do. */
    static List<String> inMemory(NewTerms terms, List<Seen> events) throws Exception {
        RuleEvaluator evaluator =
                new RuleEvaluator(
                        List.of(rule(terms)), FIELDS, List.of(), new Redactor(new byte[] {1}));
        List<Sighting> sightings = new ArrayList<>();
        RuleEvaluator.Output output =
                new RuleEvaluator.Output() {
                    @Override
                    public void detection(Detection detection) {
                        throw new AssertionError(detection);
                    }

                    @Override
                    public void hit(Hit hit, WindowClass window) {
                        throw new AssertionError(hit);
                    }

                    @Override
                    public void sighting(Sighting sighting) {
                        sightings.add(sighting);
                    }
                };
        events.forEach(seen -> evaluator.evaluate(seen.event(), output));
        return WholeSightings.detect(terms, sightings).stream().map(StreamEvents::show).toList();
    }

    @Override
    public void close() throws Exception {
        evaluating.close();
        learning.close();
    }
}
