// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.intake.Tally;
import dev.tripline.job.ConfigException;
import dev.tripline.job.JobConfig;
import dev.tripline.job.KafkaPreflight;
import dev.tripline.job.SearchPreflight;
import dev.tripline.rule.Rule;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a job runs: in this process, or in the cluster whose client started this process. */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private static final int MAX_EMBEDDED_PARALLELISM = 4;

    /** Fixed for the life of a job's state. */
    private static final int MAX_PARALLELISM = 128;

    private static final Duration HITS_WAIT = Duration.ofMillis(5);
    private static final Duration CLOCK_TICKS_EVERY = Duration.ofMillis(50);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);
    private static final Duration COUNTS_EVERY = Duration.ofSeconds(1);

    private Execution() {}

    static StreamExecutionEnvironment environment(JobConfig config) {
        Configuration options = Configuration.fromMap(config.flink());
        if (config.parallelism() != null) {
            options.set(CoreOptions.DEFAULT_PARALLELISM, config.parallelism());
        }
        return environment(options);
    }

    static StreamExecutionEnvironment environment(Configuration options) {
        // A type that needs Kryo is slow and unreadable after an upgrade: refuse it while the job
        // is built.
        options.set(PipelineOptions.GENERIC_TYPES, false);
        options.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // Everything that flows is immutable.
        options.set(PipelineOptions.OBJECT_REUSE, true);
        options.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        if (!options.contains(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)) {
            // They wait while the buffer of a sink is full, and a restart would not empty it.
            options.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        }
        if (!options.contains(ExecutionOptions.BUFFER_TIMEOUT)) {
            // Hits are few: they would wait long for company on their way to the next task.
            options.set(ExecutionOptions.BUFFER_TIMEOUT, HITS_WAIT);
        }
        if (!options.contains(PipelineOptions.AUTO_WATERMARK_INTERVAL)) {
            // All hits that a watermark passes are worked off at once, and others wait meanwhile.
            options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, CLOCK_TICKS_EVERY);
        }
        if (Home.isEmbedded()) {
            embeddedDefaults(options);
        }
        return StreamExecutionEnvironment.getExecutionEnvironment(options);
    }

    private static void embeddedDefaults(Configuration options) {
        if (!options.contains(CoreOptions.DEFAULT_PARALLELISM)) {
            int cores = Runtime.getRuntime().availableProcessors();
            options.set(CoreOptions.DEFAULT_PARALLELISM, Math.min(cores, MAX_EMBEDDED_PARALLELISM));
        }
        if (!options.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
            options.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        }
        if (!options.contains(HeartbeatManagerOptions.HEARTBEAT_INTERVAL)) {
            // Counts of a running job travel with heartbeats.
            options.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, COUNTS_EVERY);
        }
    }

    static boolean isEmbedded(StreamExecutionEnvironment env) {
        return env instanceof LocalStreamEnvironment;
    }

    /**
     * Asks all that an embedded job will write to or read from, and says what they say.
     *
     * @throws ConfigException if one of them would not do
     */
    static void preflight(JobConfig config, PrintWriter err) throws ConfigException {
        KafkaPreflight.check(config).forEach(err::println);
        SearchPreflight.check(config);
        err.flush();
    }

    /** Runs to the end of the input, or until the process is stopped, and says what came of it. */
    static void run(
            StreamExecutionEnvironment env, List<Rule> rules, PrintWriter out, PrintWriter err)
            throws Exception {
        JobClient client = env.executeAsync("tripline");
        Thread onInterrupt =
                new Thread(
                        () -> {
                            Summary.of(counts(client), rules).print(out);
                            cancel(client);
                        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        Map<String, Object> counts = await(client, err);
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        Summary.of(counts, rules).print(out);
    }

    private static Map<String, Object> await(JobClient client, PrintWriter err) throws Exception {
        CompletableFuture<Map<String, Object>> end =
                client.getJobExecutionResult()
                        .thenApply(result -> result.getAllAccumulatorResults());
        while (true) {
            try {
                return end.get(PROGRESS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Map<String, Long> read = Tally.bySource(counts(client), Tally.READ);
                if (!read.isEmpty()) {
                    err.printf(
                            "… %,d events read%n",
                            read.values().stream().mapToLong(Long::longValue).sum());
                    err.flush();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private static void cancel(JobClient client) {
        try {
            client.cancel();
        } catch (IllegalStateException e) {
            LOG.debug("The job has ended by itself, and the embedded Flink with it", e);
        }
    }

    private static Map<String, Object> counts(JobClient client) {
        try {
            return client.getAccumulators().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // The last of them: the job has ended meanwhile, and the embedded Flink with it.
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
