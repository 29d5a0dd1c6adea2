// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.alert.AlertFields;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evaluate;
import dev.tripline.detect.RuleEvaluator;
import dev.tripline.event.FieldSet;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.Formats;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.DeadLetterJson;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import dev.tripline.testing.MutatedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever comes in is accounted for. More records with {@code -Dtripline.records=1000000}, others
 * with {@code -Dtripline.seed}.
 */
class AccountsTest {

    private static final int RECORDS = Integer.getInteger("tripline.records", 20_000);
    private static final long SEED = Long.getLong("tripline.seed", 1);
    private static final int MAX_RECORD_BYTES = 8192;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyDamagedRecordIsEvaluatedOrADuplicateOrADeadLetter() throws Exception {
        MutatedRecords records = MutatedRecords.of(SEED);
        List<Intake> intakes = new ArrayList<>();
        for (String format : Formats.SHIPPED.names()) {
            intakes.add(new Intake(Formats.SHIPPED.named(format).orElseThrow()));
        }

        for (int i = 0; i < RECORDS; i++) {
            byte[] record = records.next();
            intakes.get(i % intakes.size()).read(record, i);
        }

        for (Intake intake : intakes) {
            intake.assertAccountAddsUp();
            intake.close();
        }
    }

    /** One source of one format, as far as the evaluation of its events. */
    private static final class Intake {

        private final SourceFormat format;
        private final KafkaArrivals source;
        private final OneInputStreamOperatorTestHarness<Arrival, Detection> evaluation;
        private final DeadLetterJson json =
                new DeadLetterJson(OnMiniCluster.REDACTOR, false, 1 << 20);
        private long arrived;
        private long written;

        Intake(SourceFormat format) throws Exception {
            this.format = format;
            List<Rule> rules = RuleLoader.load(Path.of("job/rules")).orThrow();
            FieldSet fields =
                    DerivedFields.complete(RuleEvaluator.fields(rules, AlertFields.CONTEXT));
            source =
                    new KafkaArrivals(
                            new IntakeSettings(
                                    format.name(),
                                    format,
                                    SourceContext.of(OnMiniCluster.REDACTOR),
                                    fields,
                                    MAX_RECORD_BYTES,
                                    500,
                                    Duration.ofDays(1),
                                    Duration.ofMinutes(5)));
            source.open(null);
            evaluation =
                    new OneInputStreamOperatorTestHarness<>(
                            new ProcessOperator<>(
                                    new Evaluate(
                                            format.name(),
                                            Duration.ofMinutes(10),
                                            rules,
                                            fields,
                                            AlertFields.CONTEXT,
                                            OnMiniCluster.REDACTOR)));
            evaluation.open();
        }

        void read(byte[] record, long offset) throws Exception {
            List<Arrival> arrivals = new ArrayList<>();
            source.deserialize(
                    new ConsumerRecord<>("topic", 0, offset, null, record),
                    new ListCollector<>(arrivals));
            assertThat(arrivals).as("what came of record %d", offset).isNotEmpty();
            for (Arrival arrival : arrivals) {
                evaluation.processElement(arrival, offset);
                if (!arrival.isEvent()) {
                    assertThat(json.map(arrival.deadLetter())).contains("\"reason\":\"");
                }
            }
            arrived += arrivals.size();
            written += taken(evaluation.getSideOutput(Evaluate.DEAD_LETTERS));
            evaluation.getOutput().clear();
        }

        private static int taken(Queue<? extends StreamRecord<?>> output) {
            int size = output == null ? 0 : output.size();
            if (size > 0) {
                output.clear();
            }
            return size;
        }

        void assertAccountAddsUp() {
            assertThat(count(Tally.READ)).as("read as %s", format.name()).isEqualTo(arrived);
            assertThat(count(Tally.DEAD_LETTERED)).isPositive().isEqualTo(written);
            assertThat(count(Tally.EVALUATED)).isPositive();
            assertThat(count(Tally.DUPLICATE)).isPositive();
            assertThat(count(Tally.EVALUATED) + count(Tally.DUPLICATE) + count(Tally.DEAD_LETTERED))
                    .isEqualTo(count(Tally.READ));
        }

        private long count(String name) {
            return evaluation
                    .getOperator()
                    .getRuntimeContext()
                    .getLongCounter(name + ":" + format.name())
                    .getLocalValue();
        }

        void close() throws Exception {
            evaluation.close();
        }
    }
}
