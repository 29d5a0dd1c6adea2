// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.Coordinates;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads Kafka records in the source itself, so that each partition has a clock of its own. Never
 * throws on a record.
 */
public final class KafkaArrivals implements KafkaRecordDeserializationSchema<Arrival> {

    private static final long serialVersionUID = 1L;

    private static final byte[] TOMBSTONE = new byte[0];

    private final IntakeSettings settings;
    private transient ArrivalReader reader;

    public KafkaArrivals(IntakeSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(InitializationContext context) {
        reader = new ArrivalReader(settings);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        byte[] value = record.value() == null ? TOMBSTONE : record.value();
        reader.read(
                value,
                Coordinates.ofRecord(
                        settings.source(),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        HeaderText.of(record.headers())),
                out::collect);
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return new ArrivalTypeInfo(settings.fields());
    }
}
