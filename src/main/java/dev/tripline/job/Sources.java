// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.intake.Arrival;
import dev.tripline.intake.EventClock;
import dev.tripline.intake.FileArrivals;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import dev.tripline.job.JobConfig.KafkaTopics;
import dev.tripline.job.JobConfig.SourceConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Puts configured sources into the topology, each with a clock of its own. */
final class Sources {

    private Sources() {}

    /**
     * @param clock of topics; files have none until they end
     */
    static SingleOutputStreamOperator<Arrival> of(
            StreamExecutionEnvironment env,
            SourceConfig source,
            WatermarkStrategy<Arrival> clock,
            IntakeSettings settings) {
        return source.kafka() == null
                ? files(env, source.files(), settings)
                : topics(env, source, clock, settings);
    }

    static SingleOutputStreamOperator<Arrival> files(
            StreamExecutionEnvironment env, List<Path> files, IntakeSettings settings) {
        return files(env, files, new FileArrivals(settings), settings.source());
    }

    /** Sources whose files hold their dead letters, to be read once more. */
    static SingleOutputStreamOperator<Arrival> deadLetters(
            StreamExecutionEnvironment env,
            SourceConfig source,
            WatermarkStrategy<Arrival> clock,
            IntakeSettings settings) {
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
            StreamExecutionEnvironment env,
            SourceConfig source,
            WatermarkStrategy<Arrival> clock,
            IntakeSettings settings) {
        KafkaTopics kafka = source.kafka();
        Properties properties = new Properties();
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                String.valueOf(kafka.discoveryInterval().toMillis()));
        properties.putAll(KafkaSecrets.resolvable(kafka.properties()));
        KafkaSourceBuilder<Arrival> builder = KafkaSource.builder();
        if (kafka.topicPattern() == null) {
            builder.setTopics(kafka.topics());
        } else {
            builder.setTopicPattern(kafka.topicPattern());
        }
        KafkaSource<Arrival> topics =
                builder.setBootstrapServers(kafka.bootstrapServers())
                        .setGroupId(kafka.groupId())
                        .setClientIdPrefix("tripline-" + source.name())
                        .setStartingOffsets(offsets(kafka.start()))
                        .setDeserializer(new KafkaArrivals(settings))
                        .setProperties(properties)
                        .build();
        return env.fromSource(topics, clock, source.name()).uid(Uids.source(source.name()));
    }

    private static OffsetsInitializer offsets(StartPosition start) {
        if (start.time() != null) {
            return OffsetsInitializer.timestamp(start.time().toEpochMilli());
        }
        if (start == StartPosition.COMMITTED) {
            return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        }
        return start == StartPosition.EARLIEST
                ? OffsetsInitializer.earliest()
                : OffsetsInitializer.latest();
    }
}
