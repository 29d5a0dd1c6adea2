// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.intake.Arrival;
import dev.tripline.intake.EventClock;
import dev.tripline.intake.FileArrivals;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import dev.tripline.intake.Lateness;
import dev.tripline.job.JobConfig.KafkaTopics;
import dev.tripline.job.JobConfig.SourceConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Puts configured sources into the topology, each with a clock of its own. */
final class Sources {

    private Sources() {}

    static SingleOutputStreamOperator<Arrival> of(
            StreamExecutionEnvironment env, SourceConfig source, IntakeSettings settings) {
        return source.kafka() == null
                ? files(env, source.files(), settings)
                : topics(env, source, settings);
    }

    static SingleOutputStreamOperator<Arrival> files(
            StreamExecutionEnvironment env, List<Path> files, IntakeSettings settings) {
        return files(env, files, new FileArrivals(settings), settings.source());
    }

    /** Sources whose files hold their dead letters, to be read once more. */
    static SingleOutputStreamOperator<Arrival> deadLetters(
            StreamExecutionEnvironment env, SourceConfig source, IntakeSettings settings) {
        return files(env, source.files(), FileArrivals.ofDeadLetters(settings), settings.source());
    }

    private static SingleOutputStreamOperator<Arrival> files(
            StreamExecutionEnvironment env, List<Path> files, FileArrivals format, String source) {
        org.apache.flink.core.fs.Path[] paths =
                files.stream()
                        .map(Path::toUri)
                        .map(org.apache.flink.core.fs.Path::new)
                        .toArray(org.apache.flink.core.fs.Path[]::new);
        FileSource<Arrival> lines =
                FileSource.forBulkFileFormat(format, paths)
                        .setFileEnumerator(Sources::everyFile)
                        .build();
        return env.fromSource(lines, EventClock.atTheEnd(), source).uid(Uids.source(source));
    }

    /** Flink's own choice passes over names that begin with a dot or an underscore. */
    private static FileEnumerator everyFile() {
        return new NonSplittingRecursiveEnumerator(path -> true);
    }

    private static SingleOutputStreamOperator<Arrival> topics(
            StreamExecutionEnvironment env, SourceConfig source, IntakeSettings settings) {
        KafkaTopics kafka = source.kafka();
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        KafkaSource<Arrival> topics =
                KafkaSource.<Arrival>builder()
                        .setBootstrapServers(kafka.bootstrapServers())
                        .setTopics(kafka.topics())
                        .setGroupId(kafka.groupId())
                        .setClientIdPrefix("tripline-" + source.name())
                        .setStartingOffsets(offsets(kafka))
                        .setDeserializer(new KafkaArrivals(settings))
                        .setProperties(properties)
                        .build();
        return env.fromSource(
                        topics,
                        EventClock.behind(new Lateness(source.delay(), source.quietAfter())),
                        source.name())
                .uid(Uids.source(source.name()));
    }

    private static OffsetsInitializer offsets(KafkaTopics kafka) {
        return switch (kafka.start()) {
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
        };
    }
}
