// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.alert.Alert;
import dev.tripline.detect.CountLateHits;
import dev.tripline.detect.LateHit;
import dev.tripline.detect.LateHitJson;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Redactor;
import dev.tripline.intake.DeadLetterJson;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.LateHitConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.sink.AlertLine;
import dev.tripline.sink.KafkaLines;
import dev.tripline.sink.LineSink;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Puts configured sinks behind the streams that leave the job. */
final class Sinks {

    private Sinks() {}

    static void alerts(DataStream<Alert> alerts, SinkConfig sink, int index) {
        String uid = Uids.sink(index);
        if (sink.kafka() != null) {
            KafkaTopic topic = sink.kafka();
            alerts.sinkTo(
                            KafkaLines.alerts(
                                    topic.bootstrapServers(),
                                    topic.topic(),
                                    KafkaSecrets.resolvable(topic.properties())))
                    .name("alerts to topic " + topic.topic())
                    .uid(uid);
        } else if (sink.file() != null) {
            lines(
                    alerts.map(Alert::document, Types.STRING).uid(uid + "-json"),
                    LineSink.toFile(sink.file().toString()),
                    "alerts to " + sink.file(),
                    uid);
        } else {
            lines(
                    alerts.map(AlertLine::of, Types.STRING).uid(uid + "-line"),
                    LineSink.toConsole(),
                    "alerts to console",
                    uid);
        }
    }

    static void deadLetters(
            DataStream<DeadLetter> letters, DeadLetterConfig sink, Redactor redactor) {
        DataStream<String> lines =
                letters.map(new DeadLetterJson(redactor, sink.raw()), Types.STRING)
                        .name("dead letters as JSON")
                        .uid(Uids.DEAD_LETTERS + "-json");
        lines(lines, sink.file(), sink.kafka(), "dead letters", Uids.DEAD_LETTERS);
    }

    static void lateHits(DataStream<LateHit> hits, LateHitConfig sink) {
        DataStream<String> lines =
                hits.map(new CountLateHits(), TypeInformation.of(LateHit.class))
                        .name("late hits")
                        .uid(Uids.LATE_HITS + "-count")
                        .map(new LateHitJson(), Types.STRING)
                        .name("late hits as JSON")
                        .uid(Uids.LATE_HITS + "-json");
        lines(lines, sink.file(), sink.kafka(), "late hits", Uids.LATE_HITS);
    }

    /**
     * @param file {@code null} for {@code topic}
     * @param topic {@code null} for neither: what is only counted
     */
    private static void lines(
            DataStream<String> lines, Path file, KafkaTopic topic, String what, String uid) {
        if (topic != null) {
            lines.sinkTo(
                            KafkaLines.lines(
                                    topic.bootstrapServers(),
                                    topic.topic(),
                                    KafkaSecrets.resolvable(topic.properties())))
                    .name(what + " to topic " + topic.topic())
                    .uid(uid);
        } else if (file != null) {
            lines(lines, LineSink.toFile(file.toString()), what + " to " + file, uid);
        } else {
            lines.sinkTo(new DiscardingSink<>()).name(what + " counted").uid(uid);
        }
    }

    /** One writer, because one file has one end. */
    private static void lines(DataStream<String> lines, LineSink sink, String name, String uid) {
        lines.sinkTo(sink).setParallelism(1).name(name).uid(uid);
    }
}
