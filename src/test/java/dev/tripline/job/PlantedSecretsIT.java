// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.detect.QueryRule;
import dev.tripline.event.SampleSecrets;
import dev.tripline.intake.Arrival;
import dev.tripline.rule.Rule;
import dev.tripline.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets of every kind, in every spelling, in events of several formats and in records that are
 * none: no byte that a job writes, whether for others or for itself, holds any of them.
 */
class PlantedSecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("tripline.seed", 11);
    private static final int ROUNDS = Integer.getInteger("tripline.planted", 2);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final String LATE = "2026-03-01T10:00:00.000000Z";
    private static final String CLOCK = "2026-03-01T12:00:00.000000Z";
    private static final String WAITING = "2026-03-01T13:00:00.000000Z";

    /** Where the events have their texts, so that alerts show all of them. */
    private static final List<String> FIELDS =
            List.of(
                    "message",
                    "process.args",
                    "process.command_line",
                    "process.env_vars",
                    "user_agent.original",
                    "url.original",
                    "url.query",
                    "kubernetes.audit.requestURI",
                    "kubernetes.audit.userAgent",
                    "kubernetes.audit.requestObject.data.key",
                    "kubernetes.audit.requestObject.stringData.key",
                    "kubernetes.audit.requestObject.metadata.annotations.last",
                    "kubernetes.audit.requestObject.spec.containers.env.value",
                    "kubernetes.audit.responseObject.status.token",
                    "docker.request.body.Env",
                    "docker.request.body.Cmd",
                    "docker.request.headers.Authorization",
                    "docker.request.headers.X-Registry-Auth",
                    "aws.cloudtrail.request_parameters.text",
                    "aws.cloudtrail.response_elements.credentials.sessionToken",
                    "aws.cloudtrail.response_elements.credentials.secretAccessKey",
                    "error.message",
                    "falco.output_fields.proc.cmdline");

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .build());

    @TempDir private Path directory;

    private final PlantedRecords planted = new PlantedRecords(SEED);

    @Test
    @Timeout(900)
    void noByteThatAJobWritesHoldsAny() throws Exception {
        planted.records().add(marker("clock", CLOCK));
        plant(LATE);
        planted.records().add(marker("last-late", LATE));
        plant(WAITING);
        planted.records().add(marker("last", WAITING));
        planted.records().add("{\"last\": ".getBytes(StandardCharsets.UTF_8));

        Map<String, byte[]> written = run();

        assertThat(planted.secrets().size()).isGreaterThan(500 * ROUNDS);
        for (String part : List.of("alerts.ndjson", "findings.ndjson", "late-hits.ndjson")) {
            assertThat(new String(written.get(part), StandardCharsets.UTF_8))
                    .as(part)
                    .contains("<jwt:", "<secret:", "<private-key:", "<cookie:");
        }
        assertThat(stateIn(written)).as("evidence waits in state").isGreaterThan(1_000_000);
        assertThat(written.get("console")).as("console").isNotEmpty();
        assertThat(written.get("log")).as("log").isNotEmpty();
        assertThat(new String(written.get("metrics"), StandardCharsets.UTF_8)).contains("planted");
        Needles needles = new Needles(planted.secrets());
        Map<String, List<String>> found = new LinkedHashMap<>();
        written.forEach((name, bytes) -> found.put(name, needles.in(bytes)));
        found.values().removeIf(List::isEmpty);
        assertThat(found).as("seed %d", SEED).isEmpty();
    }

    /** The other half of the proof: what is not masked is found. */
    @Test
    void whatIsPlantedWouldBeFound() throws Exception {
        planted.plant(LATE);
        List<String> secrets = planted.secrets();
        for (int i = 0; i < secrets.size(); i++) {
            String secret = secrets.get(i);
            for (String text :
                    List.of(
                            secret,
                            SampleSecrets.base64("x" + secret),
                            SampleSecrets.base64(SampleSecrets.base64("xy" + secret)),
                            SampleSecrets.inPercent(secret),
                            SampleSecrets.inUnicode(secret))) {
                byte[] bytes = ("before " + text + " after").getBytes(StandardCharsets.UTF_8);
                assertThat(new Needles(List.of(secret)).in(bytes)).as(secret).isNotEmpty();
            }
        }
    }

    private void plant(String time) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            planted.plant(time);
        }
    }

    private static byte[] marker(String name, String time) throws IOException {
        return JSON.writeValueAsBytes(
                Map.of("@timestamp", time, "event", Map.of("id", name), "message", name));
    }

    private static long stateIn(Map<String, byte[]> written) {
        return written.entrySet().stream()
                .filter(file -> file.getKey().startsWith("savepoint"))
                .mapToLong(file -> file.getValue().length)
                .sum();
    }

    /** All that a job has written, by where it stands; what is in base64 or gzip also in clear. */
    private Map<String, byte[]> run() throws Exception {
        Path events = Files.createDirectory(directory.resolve("events"));
        Files.write(
                events.resolve("records"),
                planted.records().stream().map(SampleSecrets::base64Of).toList());
        Files.writeString(
                directory.resolve("job.yaml"),
                """
                sources: [{name: planted, files: [events]}]
                sinks:
                  - file: alerts.ndjson
                  - {file: findings.ndjson, format: ocsf}
                  - console: true
                dead-letters: {file: dead-letters.ndjson}
                late-hits: {file: late-hits.ndjson}
                """);
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        StringWriter log = new StringWriter();
        PrintStream out = System.out;
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        Level level = LogManager.getRootLogger().getLevel();
        Configurator.setRootLevel(Level.INFO);
        WriterAppender appender = capture(log);
        try {
            runUntilAllIsRead(events);
        } finally {
            System.setOut(out);
            LoggerContext.getContext(false).getRootLogger().removeAppender(appender);
            Configurator.setRootLevel(level);
        }
        Map<String, byte[]> written = new LinkedHashMap<>();
        written.put("console", console.toByteArray());
        written.put("log", log.toString().getBytes(StandardCharsets.UTF_8));
        written.put("metrics", metrics().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!name.startsWith("events") && !name.equals("job.yaml")) {
                    written.put(name, Files.readAllBytes(file));
                }
            }
        }
        ByteArrayOutputStream letters = new ByteArrayOutputStream();
        for (String letter : Files.readAllLines(directory.resolve("dead-letters.ndjson"))) {
            byte[] bytes = JSON.readTree(letter).get("bytes").binaryValue();
            letters.write(bytes);
            letters.write('\n');
            letters.write(unpacked(bytes));
        }
        written.put("records of dead letters", letters.toByteArray());
        return written;
    }

    /** Over a directory that is watched for ever, so that hits wait for their clock. */
    private void runUntilAllIsRead(Path events) throws Exception {
        String anyField =
                FIELDS.stream().map(PlantedSecretsIT::isThere).collect(Collectors.joining(" or "));
        List<Rule> rules =
                List.of(
                        QueryRule.of("single", "any where " + anyField),
                        QueryRule.of(
                                "pair",
                                "sequence by ?message, ?process.args, ?user_agent.original"
                                        + " with maxspan=1m [any where "
                                        + anyField
                                        + "] [any where "
                                        + anyField
                                        + "]"));
        StreamExecutionEnvironment env = OnMiniCluster.environment(1);
        Configuration options = new Configuration();
        options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        options.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        options.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        env.configure(options);
        DetectionJob.Reading watching =
                (on, source, clock, settings) ->
                        on.fromSource(
                                        FileSource.forRecordStreamFormat(
                                                        new TextLineInputFormat(),
                                                        org.apache.flink.core.fs.Path.fromLocalFile(
                                                                events.toFile()))
                                                .monitorContinuously(Duration.ofSeconds(1))
                                                .build(),
                                        WatermarkStrategy.noWatermarks(),
                                        "planted")
                                .uid("planted")
                                .flatMap(new ReadAsKafka(settings))
                                .returns(
                                        new dev.tripline.intake.KafkaArrivals(settings)
                                                .getProducedType())
                                .uid("read")
                                .assignTimestampsAndWatermarks(
                                        WatermarkStrategy.<Arrival>forGenerator(
                                                        context -> new ClockOfMarker())
                                                .withTimestampAssigner(
                                                        (arrival, none) -> time(arrival)))
                                .uid("clock");
        DetectionJob.define(
                env,
                ConfigLoader.load(directory.resolve("job.yaml")),
                rules,
                OnMiniCluster.REDACTOR,
                watching);
        JobClient job = env.executeAsync();
        int last = planted.records().size() - 1;
        await("alerts.ndjson", last - 1);
        await("dead-letters.ndjson", last);
        await("late-hits.ndjson", lateMarker());
        job.triggerSavepoint(
                        directory.resolve("savepoint").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get();
        job.cancel().get();
    }

    private int lateMarker() {
        return planted.records().size() / 2 - 1;
    }

    private void await(String file, int offset) throws Exception {
        Path path = directory.resolve(file);
        Await.until(
                file + " to tell of record " + offset,
                PATIENCE,
                () ->
                        Files.exists(path)
                                && Files.readString(path, StandardCharsets.ISO_8859_1)
                                        .contains("\"offset\":" + offset + ","));
    }

    private static long time(Arrival arrival) {
        return arrival.isEvent() ? arrival.event().time().millis() : Long.MIN_VALUE;
    }

    /** Stands still but for the one event that comes first. */
    private static final class ClockOfMarker implements WatermarkGenerator<Arrival> {

        private boolean started;

        @Override
        public void onEvent(Arrival arrival, long time, WatermarkOutput output) {
            if (!started) {
                started = true;
                output.emitWatermark(new Watermark(time));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Names, labels and values. */
    private static String metrics() {
        StringBuilder text = new StringBuilder();
        METRICS.getMetricsByGroup()
                .forEach(
                        (group, metrics) -> {
                            text.append(group.getAllVariables()).append('\n');
                            metrics.forEach(
                                    (name, metric) -> {
                                        text.append(group.getMetricIdentifier(name));
                                        if (metric instanceof Gauge<?> gauge) {
                                            text.append(' ').append(value(gauge));
                                        }
                                        text.append('\n');
                                    });
                        });
        return text.toString();
    }

    /** What it measures may have ended with the job. */
    private static Object value(Gauge<?> gauge) {
        try {
            return gauge.getValue();
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** As much of it as unpacks. */
    private static byte[] unpacked(byte[] bytes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                content.write(b);
            }
        } catch (IOException e) {
            // It is no gzip, or is broken here.
        }
        return content.toByteArray();
    }

    /** Quoted where a name has letters that are no part of names. */
    private static String isThere(String field) {
        return (field.contains("-") ? "`" + field + "`" : field) + " != null";
    }

    private static WriterAppender capture(StringWriter log) {
        WriterAppender appender =
                WriterAppender.newBuilder()
                        .setName("captured")
                        .setTarget(log)
                        .setLayout(PatternLayout.newBuilder().withPattern("%p %c %m%n%ex").build())
                        .build();
        appender.start();
        ((LoggerContext) LogManager.getContext(false)).getRootLogger().addAppender(appender);
        return appender;
    }
}
