// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Events through the evaluator and the sequence machine, without Flink. */
final class SequencesInMemory {

    private static final Redactor REDACTOR = new Redactor(new byte[] {1});

    private SequencesInMemory() {}

    static List<Detection> detect(Rule rule, FieldSet fields, Collection<Event> events) {
        SequenceShape shape = SequenceShape.of((SequenceQuery) rule.query());
        return WholeSequence.detect(shape, hits(rule, fields, events));
    }

    static List<Hit> hits(Rule rule, FieldSet fields, Collection<Event> events) {
        List<Hit> hits = new ArrayList<>();
        RuleEvaluator evaluator = new RuleEvaluator(List.of(rule), fields, List.of("id"), REDACTOR);
        RuleEvaluator.Output output =
                new RuleEvaluator.Output() {
                    @Override
                    public void detection(Detection detection) {
                        throw new AssertionError("a sequence is not decided by one event");
                    }

                    @Override
                    public void hit(Hit hit, WindowClass window) {
                        hits.add(hit);
                    }
                };
        events.forEach(event -> evaluator.evaluate(event, output));
        return hits;
    }
}
