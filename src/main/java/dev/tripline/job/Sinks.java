// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertFormat;
import dev.tripline.detect.CountLateHits;
import dev.tripline.detect.LateHit;
import dev.tripline.detect.LateHitJson;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Redactor;
import dev.tripline.intake.DeadLetterJson;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.KafkaAlerts;
import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.LateHitConfig;
import dev.tripline.job.JobConfig.SearchConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.sink.AlertLine;
import dev.tripline.sink.CountRejected;
import dev.tripline.sink.IndexAlerts;
import dev.tripline.sink.KafkaLines;
import dev.tripline.sink.LineSink;
import dev.tripline.sink.Route;
import dev.tripline.sink.TakenBySome;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Puts configured sinks behind the streams that leave the job. */
final class Sinks {

    private Sinks() {}

    /**
     * @return alerts that a sink would never take
     */
    static List<DataStream<DeadLetter>> alerts(
            DataStream<Alert> alerts, List<SinkConfig> sinks, List<Route> routes) {
        DataStream<Alert> routed =
                alerts.filter(new TakenBySome(routes))
                        .name("taken by some sink")
                        .uid(Uids.TAKEN_BY_SOME);
        List<DataStream<DeadLetter>> rejected = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            String uid = Uids.sink(i);
            DataStream<Alert> taken =
                    routed.filter(routes.get(i)).name("alerts for " + uid).uid(uid + "-route");
            AlertFormat format = sinks.get(i).format();
            if (format != AlertFormat.ECS) {
                taken =
                        taken.map(format::of, TypeInformation.of(Alert.class))
                                .name("alerts as " + format)
                                .uid(uid + "-format");
            }
            if (sinks.get(i).search() == null) {
                alerts(taken, sinks.get(i), uid);
            } else {
                rejected.add(index(taken, sinks.get(i).search(), Routes.place(i), uid));
            }
        }
        return rejected;
    }

    private static DataStream<DeadLetter> index(
            DataStream<Alert> alerts, SearchConfig search, String place, String uid) {
        // A watermark would wait behind alerts that wait for the server, and take their room.
        DataStream<Alert> withoutClock =
                alerts.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks())
                        .name("without clock")
                        .uid(uid + "-without-clock");
        return IndexAlerts.of(
                        withoutClock, place, search.index(), search.cluster(), search.bounds())
                .returns(TypeInformation.of(DeadLetter.class))
                .name("alerts to indices " + search.index())
                .uid(uid)
                .map(new CountRejected(place))
                .name("rejected alerts")
                .uid(uid + "-rejected");
    }

    private static void alerts(DataStream<Alert> alerts, SinkConfig sink, String uid) {
        if (sink.kafka() != null) {
            alerts.sinkTo(kafka(sink.kafka(), sink.format()))
                    .name("alerts to topic " + sink.kafka().topic())
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

    private static Sink<Alert> kafka(KafkaAlerts topic, AlertFormat format) {
        return KafkaLines.alerts(
                topic.bootstrapServers(),
                topic.topic(),
                format,
                KafkaSecrets.resolvable(topic.properties()),
                topic.transactionalIdPrefix());
    }

    static void deadLetters(
            DataStream<DeadLetter> letters, DeadLetterConfig sink, Redactor redactor) {
        DeadLetterJson json = new DeadLetterJson(redactor, sink.raw(), sink.maxBytes());
        if (sink.kafka() != null) {
            KafkaTopic topic = sink.kafka();
            letters.sinkTo(
                            KafkaLines.deadLetters(
                                    topic.bootstrapServers(),
                                    topic.topic(),
                                    KafkaSecrets.resolvable(topic.properties()),
                                    json))
                    .name("dead letters to topic " + topic.topic())
                    .uid(Uids.DEAD_LETTERS);
        } else if (sink.file() != null) {
            lines(
                    letters.map(json, Types.STRING)
                            .name("dead letters as JSON")
                            .uid(Uids.DEAD_LETTERS + "-json"),
                    LineSink.toFile(sink.file().toString()),
                    "dead letters to " + sink.file(),
                    Uids.DEAD_LETTERS);
        } else {
            letters.sinkTo(new DiscardingSink<>())
                    .name("dead letters counted")
                    .uid(Uids.DEAD_LETTERS);
        }
    }

    static void lateHits(DataStream<LateHit> hits, LateHitConfig sink) {
        DataStream<String> lines =
                hits.map(new CountLateHits(), TypeInformation.of(LateHit.class))
                        .name("late hits")
                        .uid(Uids.LATE_HITS + "-count")
                        .map(new LateHitJson(), Types.STRING)
                        .name("late hits as JSON")
                        .uid(Uids.LATE_HITS + "-json");
        if (sink.kafka() != null) {
            KafkaTopic topic = sink.kafka();
            lines.sinkTo(
                            KafkaLines.lines(
                                    topic.bootstrapServers(),
                                    topic.topic(),
                                    KafkaSecrets.resolvable(topic.properties())))
                    .name("late hits to topic " + topic.topic())
                    .uid(Uids.LATE_HITS);
        } else if (sink.file() != null) {
            lines(
                    lines,
                    LineSink.toFile(sink.file().toString()),
                    "late hits to " + sink.file(),
                    Uids.LATE_HITS);
        } else {
            lines.sinkTo(new DiscardingSink<>()).name("late hits counted").uid(Uids.LATE_HITS);
        }
    }

    /** One writer, because one file has one end. */
    private static void lines(DataStream<String> lines, LineSink sink, String name, String uid) {
        lines.sinkTo(sink).setParallelism(1).name(name).uid(uid);
    }
}
