// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.eql.Schema;
import dev.tripline.event.Redactor;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.KafkaArrivals;
import dev.tripline.job.JobConfig;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.job.JobOverStreams;
import dev.tripline.life.attack.Attacks;
import dev.tripline.life.world.Company;
import dev.tripline.life.world.Delivery;
import dev.tripline.life.world.Wire;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Lives a life in front of the real job, and looks at what it alerts on. */
final class QuietLife {

    private static final Path ALERTS = Path.of("target/quiet-life-alerts.ndjson");
    private static final Path DEAD_LETTERS = Path.of("target/quiet-life-dead-letters.ndjson");

    /** How many parts a life has is part of what it is. */
    static final int PARTS = 2;

    private static final Redactor REDACTOR = new Redactor(new byte[] {1, 2, 3});

    private final LifeOptions options;
    private final List<Rule> rules;

    QuietLife(LifeOptions options) throws Exception {
        this.options = options;
        // The company has told where its decoy is.
        DeploymentContext context =
                DeploymentContext.SHIPPED.withLists(
                        Map.of("decoy_secrets", List.of(Attacks.DECOY_SECRET)));
        this.rules =
                RuleLoader.load(options.ruleFiles(), context.over(Schema.NONE)).orThrow().stream()
                        .filter(Rule::enabled)
                        .toList();
    }

    LifeReport run() throws Exception {
        Files.createDirectories(ALERTS.getParent());
        for (Path file : List.of(ALERTS, DEAD_LETTERS)) {
            Files.write(file, new byte[0]);
        }
        StreamExecutionEnvironment env = environment();
        DataStream<Delivery> life =
                env.fromSource(
                                new LifeSource(options, PARTS),
                                LifeClock.strategy(),
                                "life",
                                TypeInformation.of(Delivery.class))
                        .uid("life");
        JobOverStreams.define(env, config(), rules, REDACTOR, source -> read(life, source));
        long start = System.nanoTime();
        JobExecutionResult result = LifeProgress.await(env.executeAsync("quiet life"));
        return LifeReport.of(
                options,
                rules.stream().map(Rule::id).collect(Collectors.toSet()),
                result.getAllAccumulatorResults(),
                Duration.ofNanos(System.nanoTime() - start),
                ALERTS);
    }

    private static SingleOutputStreamOperator<Arrival> read(
            DataStream<Delivery> life, IntakeSettings source) {
        Wire wire =
                Arrays.stream(Wire.values())
                        .filter(each -> each.source().equals(source.source()))
                        .findFirst()
                        .orElseThrow();
        return life.transform(
                        "read " + source.source(),
                        new KafkaArrivals(source).getProducedType(),
                        new ReadWire(wire, source))
                .uid("read " + source.source());
    }

    private JobConfig config() {
        List<SourceConfig> sources =
                Arrays.stream(Wire.values())
                        .map(
                                wire ->
                                        new SourceConfig(
                                                wire.source(),
                                                null,
                                                null,
                                                wire.format(),
                                                null,
                                                null,
                                                Company.CLUSTER,
                                                null))
                        .toList();
        return JobConfig.of(
                options.ruleFiles(),
                sources,
                List.of(SinkConfig.toFile(ALERTS.toAbsolutePath())),
                new DeadLetterConfig(DEAD_LETTERS.toAbsolutePath(), null, false, null));
    }

    /** As {@code tripline run} has it, with counts that show the progress. */
    private static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.MAX_PARALLELISM, 128);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, PARTS);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        // All of it is one process: who does not answer has no time.
        flink.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofHours(1));
        return StreamExecutionEnvironment.getExecutionEnvironment(flink);
    }
}
