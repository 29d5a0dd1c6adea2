// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.intake.Arrival;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import dev.tripline.life.world.Delivery;
import dev.tripline.life.world.Wire;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Reads what comes on one wire as if Kafka had brought it, in a topic that is called after the
 * record's origin: so alerts say of which attack they are, and rules cannot know.
 */
final class ReadWire extends AbstractStreamOperator<Arrival>
        implements OneInputStreamOperator<Delivery, Arrival> {

    private static final long serialVersionUID = 1L;

    private final int wire;
    private final KafkaArrivals records;
    private transient Emit emit;
    private transient long offset;

    ReadWire(Wire wire, IntakeSettings source) {
        this.wire = wire.ordinal();
        this.records = new KafkaArrivals(source);
    }

    @Override
    public void open() throws Exception {
        super.open();
        records.open(null);
        emit = new Emit();
    }

    @Override
    public void processElement(StreamRecord<Delivery> element) {
        Delivery delivery = element.getValue();
        if (delivery.wire() == wire) {
            records.deserialize(
                    new ConsumerRecord<>(
                            delivery.origin(),
                            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                            offset++,
                            delivery.time(),
                            TimestampType.CREATE_TIME,
                            ConsumerRecord.NULL_SIZE,
                            delivery.record().length,
                            null,
                            delivery.record(),
                            new RecordHeaders(),
                            Optional.empty()),
                    emit);
        }
    }

    /** With the event's own time, as sources give it. */
    private final class Emit implements Collector<Arrival> {

        private final StreamRecord<Arrival> reused = new StreamRecord<>(null);

        @Override
        public void collect(Arrival arrival) {
            if (arrival.isEvent()) {
                reused.replace(arrival, arrival.event().time().millis());
            } else {
                reused.replace(arrival);
                reused.eraseTimestamp();
            }
            output.collect(reused);
        }

        @Override
        public void close() {}
    }
}
