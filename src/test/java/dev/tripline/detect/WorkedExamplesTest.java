// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.WorkedExamples.Example;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.FormatReader;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WorkedExamplesTest {

    @ParameterizedTest
    @FieldSource("dev.tripline.detect.WorkedExamples#ALL")
    void theSequenceMachineFindsTheMatches(Example example) {
        Rule rule = example.rule();
        FieldSet fields = FieldSet.of(RuleEvaluator.fields(List.of(rule), List.of("id")));

        List<Detection> found = SequencesInMemory.detect(rule, fields, events(example, fields));

        assertThat(WorkedExamples.show(found).getOrDefault(rule.id(), List.of()))
                .containsExactlyInAnyOrderElementsOf(example.expected());
    }

    private static List<Event> events(Example example, FieldSet fields) {
        FormatReader reader =
                new FormatReader(
                        SourceFormat.documents("@timestamp"),
                        fields,
                        SourceContext.of(new Redactor(new byte[] {1})));
        List<Event> events = new ArrayList<>();
        for (String document : example.documents()) {
            reader.read(
                    document.getBytes(StandardCharsets.UTF_8),
                    Coordinates.ofLine("test", "examples.ndjson", events.size() + 1),
                    new FormatReader.Receiver() {
                        @Override
                        public void event(Event event) {
                            events.add(event);
                        }

                        @Override
                        public void deadLetter(DeadLetter letter) {
                            throw new AssertionError(letter.message());
                        }
                    });
        }
        return events;
    }
}
