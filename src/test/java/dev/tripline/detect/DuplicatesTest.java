// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicatesTest {

    private static final List<Rule> RULES =
            List.of(QueryRule.of("verbs", "any where kubernetes.audit.verb != null"));
    private static final FieldSet FIELDS =
            DerivedFields.complete(RuleEvaluator.fields(RULES, List.of()));
    private static final Redactor REDACTOR = new Redactor(new byte[] {1});

    private static final String ITEM =
            "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":\"get\",\"timestamp\":1772445600000}";

    /** What has become of some records. */
    private record Outcome(long evaluated, long duplicates, int detections) {}

    private static Outcome outcome(Duration horizon, String... records) throws Exception {
        return outcome(evaluate(horizon), records);
    }

    private static Evaluate evaluate(Duration horizon) {
        return new Evaluate("test", horizon, RULES, FIELDS, List.of(), REDACTOR);
    }

    private static Outcome outcome(Evaluate evaluate, String... records) throws Exception {
        List<Arrival> arrivals = new ArrayList<>();
        KafkaArrivals source =
                new KafkaArrivals(
                        new IntakeSettings(
                                "test",
                                SourceFormat.AUTO,
                                SourceContext.of(REDACTOR),
                                FIELDS,
                                1 << 20,
                                500,
                                null,
                                null));
        source.open(null);
        for (String record : records) {
            source.deserialize(
                    new ConsumerRecord<>(
                            "topic", 0, 0, null, record.getBytes(StandardCharsets.UTF_8)),
                    new ListCollector<>(arrivals));
        }
        try (OneInputStreamOperatorTestHarness<Arrival, Detection> operator =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(evaluate))) {
            operator.open();
            for (Arrival arrival : arrivals) {
                operator.processElement(arrival, 0);
            }
            return new Outcome(
                    count(operator, Tally.EVALUATED),
                    count(operator, Tally.DUPLICATE),
                    operator.getOutput().size());
        }
    }

    private static long count(
            OneInputStreamOperatorTestHarness<Arrival, Detection> operator, String name) {
        return operator.getOperator()
                .getRuntimeContext()
                .getLongCounter(name + ":test")
                .getLocalValue();
    }

    @Test
    void anEventIsEvaluatedOnceHoweverOftenItComes() throws Exception {
        String list = "{\"kind\":\"EventList\",\"items\":[" + ITEM + ", " + ITEM + "]}";

        assertThat(outcome(Duration.ofMinutes(10), ITEM, list, ITEM))
                .isEqualTo(new Outcome(1, 3, 1));
    }

    /** Clients choose audit IDs, and whoever writes a log chooses the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":\"list\",\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":[\"get\",\"list\"],\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":[\"get\",\"get\"],\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":\"get\\ud83d\",\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":\"get?\",\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":true,\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":1,\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":1.0,\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"verb\":\"get\",\"timestamp\":1772445600001}",
                "{\"auditID\":\"b\",\"stage\":\"Panic\",\"verb\":\"get\",\"timestamp\":1772445600000}",
                "{\"auditID\":\"a\",\"stage\":\"ResponseComplete\",\"verb\":\"get\",\"timestamp\":1772445600000}"
            })
    void noEventIsSwallowedByAnotherWithItsIdentity(String other) throws Exception {
        List<String> others =
                List.of(ITEM, other, ITEM.replace("get", "get\\ude00"), ITEM.replace("get", "2"));

        assertThat(outcome(Duration.ofMinutes(10), others.toArray(String[]::new)))
                .isEqualTo(new Outcome(4, 0, 4));
    }

    @Test
    void withoutAHorizonEverythingIsEvaluated() throws Exception {
        assertThat(outcome(Duration.ZERO, ITEM, ITEM)).isEqualTo(new Outcome(2, 0, 2));
    }

    /** The hits of the first time may be lost with the failure. */
    @Test
    void aRestartedOperatorEvaluatesAgain() throws Exception {
        Evaluate evaluate = evaluate(Duration.ofMinutes(10));

        assertThat(outcome(evaluate, ITEM)).isEqualTo(new Outcome(1, 0, 1));
        assertThat(outcome(evaluate, ITEM)).isEqualTo(new Outcome(1, 0, 1));
    }
}
