// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Alerts for tests of sinks, which do not care what they say. */
final class MadeUpAlerts {

    static final String RULE = "rule";

    private static final String NOON = "2026-03-02T12:00:00.000Z";

    private MadeUpAlerts() {}

    /** Puts the alerts of a test into its job. */
    interface Stream {
        DataStream<Alert> into(StreamExecutionEnvironment env);
    }

    /**
     * @param value JSON that follows a key
     */
    static Alert one(String prefix, int n, int revision, String value) {
        return one(NOON, prefix, n, revision, value);
    }

    static Alert at(String time, String prefix, int n) {
        return one(time, prefix, n, 1, "1");
    }

    private static Alert one(String time, String prefix, int n, int revision, String value) {
        return new Alert(
                prefix + "-" + n,
                revision,
                AlertState.FINAL,
                RULE,
                "high",
                time,
                "message",
                "{\"n\":%d,\"revision\":%d,\"value\":%s}".formatted(n, revision, value));
    }

    static List<Alert> many(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(n -> at(NOON, prefix, n)).toList();
    }

    static Stream of(List<Alert> alerts) {
        return env -> env.fromData(alerts, TypeInformation.of(Alert.class));
    }

    /** For what happens while alerts come. */
    static Stream slowly(String prefix, int count, int perSecond) {
        return env -> {
            GeneratorFunction<Long, Alert> generator = n -> at(NOON, prefix, n.intValue());
            return env.fromSource(
                            new DataGeneratorSource<>(
                                    generator,
                                    count,
                                    RateLimiterStrategy.perSecond(perSecond),
                                    TypeInformation.of(Alert.class)),
                            WatermarkStrategy.forMonotonousTimestamps(),
                            "alerts")
                    .uid("alerts");
        };
    }

    /**
     * Takes checkpoints all the time.
     *
     * @param restarts strategy of Flink
     */
    static StreamExecutionEnvironment environment(String restarts) {
        StreamExecutionEnvironment env = OnMiniCluster.environment(2);
        Configuration options = new Configuration();
        options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        options.set(RestartStrategyOptions.RESTART_STRATEGY, restarts);
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
        options.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        env.configure(options);
        return env;
    }

    /** Fails at one alert, the first time that it comes. */
    static final class FailingOnce implements MapFunction<Alert, Alert> {

        private static final long serialVersionUID = 1L;

        private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

        private final String id;

        FailingOnce(String id) {
            this.id = id;
        }

        static boolean hasFailed(String id) {
            return FAILED.contains(id);
        }

        @Override
        public Alert map(Alert alert) {
            if (alert.id().equals(id) && FAILED.add(id)) {
                throw new IllegalStateException("for the test");
            }
            return alert;
        }
    }
}
