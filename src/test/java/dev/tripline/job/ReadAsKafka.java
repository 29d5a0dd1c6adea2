// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.intake.Arrival;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import java.util.Base64;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Reads lines of base64 as if Kafka had brought their bytes, also as a header. */
final class ReadAsKafka extends RichFlatMapFunction<String, Arrival> {

    private static final long serialVersionUID = 1L;

    private final KafkaArrivals records;
    private transient long offset;

    ReadAsKafka(IntakeSettings source) {
        records = new KafkaArrivals(source);
    }

    @Override
    public void open(OpenContext context) {
        records.open(null);
    }

    @Override
    public void flatMap(String line, Collector<Arrival> out) {
        byte[] record = Base64.getDecoder().decode(line);
        RecordHeaders headers = new RecordHeaders();
        headers.add("copy", record);
        records.deserialize(
                new ConsumerRecord<>(
                        "planted",
                        0,
                        offset++,
                        System.currentTimeMillis(),
                        TimestampType.CREATE_TIME,
                        ConsumerRecord.NULL_SIZE,
                        record.length,
                        null,
                        record,
                        headers,
                        Optional.empty()),
                out);
    }
}
