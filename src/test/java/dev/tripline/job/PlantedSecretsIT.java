// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.detect.QueryRule;
import dev.tripline.event.SampleSecrets;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.FileArrivals;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.Rule;
import dev.tripline.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
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
    private static final int REPETITIONS = 2;
    private static final int NEEDLE = 8;

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

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    private final SampleSecrets samples = new SampleSecrets(11);
    private final List<String> secrets = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private int ids;

    @Test
    @Timeout(600)
    void noByteThatAJobWritesHoldsAny() throws Exception {
        for (int i = 0; i < REPETITIONS; i++) {
            plantAll();
        }
        Path events = Files.createDirectory(directory.resolve("events"));
        Files.write(events.resolve("records.ndjson"), records);
        Path alerts = directory.resolve("alerts.ndjson");
        Path deadLetters = directory.resolve("dead-letters.ndjson");
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        StringWriter log = new StringWriter();

        Path state = runUntilAllIsRead(events, alerts, deadLetters, console, log);

        List<byte[]> written = new ArrayList<>();
        written.add(Files.readAllBytes(alerts));
        written.add(Files.readAllBytes(deadLetters));
        for (String letter : Files.readAllLines(deadLetters)) {
            written.add(JSON.readTree(letter).get("bytes").binaryValue());
        }
        written.add(console.toByteArray());
        written.add(log.toString().getBytes(StandardCharsets.UTF_8));
        int stateBytes = 0;
        for (Path file : files(state)) {
            byte[] bytes = Files.readAllBytes(file);
            stateBytes += bytes.length;
            written.add(bytes);
        }
        assertThat(stateBytes).as("evidence waits in state").isGreaterThan(100_000);
        assertThat(new String(written.get(0), StandardCharsets.UTF_8)).contains("<jwt:", "<secret:");
        assertThat(console.size()).isPositive();
        assertThat(new Needles(secrets).in(written)).isEmpty();
    }

    private void plantAll() throws JsonProcessingException {
        List<UnaryOperator<String>> spellings =
                List.of(
                        text -> text,
                        SampleSecrets::base64,
                        text -> SampleSecrets.base64(SampleSecrets.base64(text)),
                        PlantedSecretsIT::inPercent,
                        PlantedSecretsIT::escaped);
        for (UnaryOperator<String> spelling : spellings) {
            for (String text : texts()) {
                for (String document : documents(spelling.apply(text))) {
                    records.add(document);
                    // Cut off, it is no event.
                    records.add(document.substring(0, document.length() - 1));
                }
            }
        }
    }

    private List<String> texts() {
        String key = secret(samples.privateKey().replace("\n", "\\n"));
        return List.of(
                "found " + secret(samples.jwt()) + " here",
                "found " + secret(samples.github()) + " here",
                "found " + secret(samples.githubFineGrained()),
                "found " + secret(samples.gitlab()),
                "found " + secret(samples.slack()),
                "found " + secret(samples.stripe()),
                "found " + secret(samples.npm()),
                "found " + secret(samples.google()),
                "found " + secret(samples.awsSession()),
                samples.awsKeyId() + " " + secret(samples.awsKey()),
                "key: " + key,
                "curl -H 'Authorization: Bearer " + secret(samples.letters(24)) + "' https://x",
                "curl -H Authorization: Basic "
                        + SampleSecrets.base64("web:" + secret(samples.letters(24))),
                "curl -u web:" + secret(samples.letters(24)) + " https://x",
                "psql postgres://web:" + secret(samples.letters(24)) + "@db:5432/shop",
                "mysql --password " + secret(samples.letters(24)) + " shop",
                "DB_PASSWORD=" + secret(samples.letters(24)) + " ./start",
                "curl -H 'X-Vault-Token: " + secret(samples.letters(24)) + "' http://vault",
                "curl -H 'Cookie: sid=" + secret(samples.letters(24)) + "; a=b' https://x",
                "AccountName=a;AccountKey=" + secret(samples.azureKey()) + ";Suffix=x",
                "https://x.blob.example/c?sv=2024&sig=" + secret(samples.letters(40)),
                "{\"client_secret\": \"" + secret(samples.letters(24)) + "\"}",
                "kubectl --token " + secret(samples.letters(24)) + " get pods");
    }

    private String secret(String secret) {
        secrets.add(secret);
        return secret;
    }

    /** One of each format, full of {@code text}. */
    private List<String> documents(String text) throws JsonProcessingException {
        String opened = secret("s3" + samples.letters(30));
        return List.of(
                JSON.writeValueAsString(
                        Map.of(
                                "@timestamp", "2026-03-01T10:00:00Z",
                                "event", Map.of("id", id(), "dataset", "cloud_defend.process"),
                                "message", text,
                                "user_agent", Map.of("original", text),
                                "process",
                                        Map.of(
                                                "args", text.split(" "),
                                                "command_line", text,
                                                "env_vars", List.of("A=b", text)))),
                JSON.writeValueAsString(
                        Map.of(
                                "kind", "Event",
                                "apiVersion", "audit.k8s.io/v1",
                                "auditID", id(),
                                "stage", "ResponseComplete",
                                "verb", "create",
                                "requestReceivedTimestamp", "2026-03-01T10:00:00.000000Z",
                                "requestURI", "/api/v1/x?command=" + text,
                                "userAgent", text,
                                "requestObject", secretObject(text, opened),
                                "responseObject", Map.of("status", Map.of("token", opened)))),
                JSON.writeValueAsString(
                        Map.of(
                                "@timestamp", "2026-03-01T10:00:00Z",
                                "RequestMethod", "POST",
                                "RequestUri", "/v1.44/containers/create?name=" + text,
                                "RequestHeaders",
                                        Map.of(
                                                "Authorization", opened,
                                                "X-Registry-Auth", SampleSecrets.base64(opened)),
                                "RequestBody",
                                        SampleSecrets.base64(
                                                JSON.writeValueAsString(
                                                        Map.of(
                                                                "Env", List.of("A=b", text),
                                                                "Cmd", text.split(" ")))))),
                JSON.writeValueAsString(
                        Map.of(
                                "eventID", id(),
                                "eventName", "AssumeRole",
                                "eventSource", "sts.amazonaws.com",
                                "eventTime", "2026-03-01T10:00:00Z",
                                "eventVersion", "1.11",
                                "userAgent", text,
                                "errorMessage", text,
                                "requestParameters", Map.of("text", text),
                                "responseElements",
                                        Map.of(
                                                "credentials",
                                                Map.of(
                                                        "sessionToken", opened,
                                                        "secretAccessKey", opened)))),
                JSON.writeValueAsString(
                        Map.of(
                                "rule", "r",
                                "priority", "Notice",
                                "time", "2026-03-01T10:00:00Z",
                                "output", text,
                                "output_fields",
                                        Map.of("evt.type", "execve", "proc.cmdline", text))),
                "{\"log\":" + JSON.writeValueAsString(text) + ",\"stream\":\"stdout\","
                        + "\"time\":\"2026-03-01T10:00:00Z\"}");
    }

    private static Map<String, Object> secretObject(String text, String opened) {
        return Map.of(
                "kind",
                "Secret",
                "data",
                Map.of("key", SampleSecrets.base64(opened)),
                "stringData",
                Map.of("key", opened),
                "metadata",
                Map.of("annotations", Map.of("last", text)),
                "spec",
                Map.of("containers", List.of(Map.of("env", List.of(Map.of("value", opened))))));
    }

    private String id() {
        return "event-" + ids++;
    }

    private static String inPercent(String text) {
        return text.chars().mapToObj("%%%02X"::formatted).collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(
                        c ->
                                Character.isLetter(c)
                                        ? "\\u%04x".formatted(c)
                                        : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    /** Over a directory that is watched for ever, so that hits wait for their clock. */
    private Path runUntilAllIsRead(
            Path events, Path alerts, Path deadLetters, ByteArrayOutputStream console, StringWriter log)
            throws Exception {
        String anyField =
                FIELDS.stream()
                        .map(PlantedSecretsIT::isThere)
                        .collect(Collectors.joining(" or "));
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
        JobConfig config =
                JobConfig.of(
                        List.of(),
                        List.of(
                                new SourceConfig(
                                        "planted",
                                        List.of(events),
                                        null,
                                        null,
                                        null,
                                        null,
                                        "c",
                                        null)),
                        List.of(SinkConfig.toFile(alerts), SinkConfig.toConsole()),
                        new DeadLetterConfig(deadLetters, null, false, null));
        StreamExecutionEnvironment env = OnMiniCluster.environment(1);
        DetectionJob.Reading watching =
                (on, source, clock, settings) -> {
                    SingleOutputStreamOperator<Arrival> arrivals =
                            on.fromSource(
                                            FileSource.forBulkFileFormat(
                                                            new FileArrivals(settings),
                                                            org.apache.flink.core.fs.Path
                                                                    .fromLocalFile(events.toFile()))
                                                    .monitorContinuously(Duration.ofSeconds(1))
                                                    .build(),
                                            clock,
                                            "planted")
                                    .uid("planted");
                    return arrivals;
                };
        PrintStream out = System.out;
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        WriterAppender appender = capture(log);
        try {
            DetectionJob.define(env, config, rules, OnMiniCluster.REDACTOR, watching);
            JobClient job = env.executeAsync();
            Await.until(
                    "all records to be read",
                    Duration.ofMinutes(5),
                    () -> lines(alerts) + lines(deadLetters) >= records.size());
            String savepoint =
                    job.triggerSavepoint(
                                    directory.resolve("state").toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get();
            job.cancel().get();
            return Path.of(URI.create(savepoint));
        } finally {
            System.setOut(out);
            LoggerContext.getContext(false).getRootLogger().removeAppender(appender);
        }
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

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static List<Path> files(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** All secrets, as they are and in base64, looked for in one pass. */
    private static final class Needles {

        private final Map<Long, List<byte[]>> byBeginning = new HashMap<>();

        Needles(List<String> secrets) {
            for (String secret : secrets) {
                for (String piece : secret.split("\\\\n|\\.|-----[A-Z ]+-----")) {
                    if (piece.length() >= 16) {
                        add(piece);
                        for (int skipped = 0; skipped < 3; skipped++) {
                            String wrapped = SampleSecrets.base64(piece.substring(skipped));
                            add(wrapped.substring(0, wrapped.length() - 4));
                        }
                    }
                }
            }
        }

        private void add(String needle) {
            byte[] bytes = needle.getBytes(StandardCharsets.ISO_8859_1);
            byBeginning
                    .computeIfAbsent(beginning(bytes, 0), key -> new ArrayList<>())
                    .add(bytes);
        }

        private static long beginning(byte[] bytes, int from) {
            long beginning = 0;
            for (int i = 0; i < NEEDLE; i++) {
                beginning = beginning << Byte.SIZE | bytes[from + i] & 0xff;
            }
            return beginning;
        }

        /** What is found, with what stands around it. */
        List<String> in(List<byte[]> haystacks) {
            List<String> found = new ArrayList<>();
            for (byte[] haystack : haystacks) {
                long window = 0;
                for (int i = 0; i < haystack.length && found.size() < 20; i++) {
                    window = window << Byte.SIZE | haystack[i] & 0xff;
                    int start = i - NEEDLE + 1;
                    for (byte[] needle : byBeginning.getOrDefault(window, List.of())) {
                        if (start >= 0 && isAt(haystack, start, needle)) {
                            int from = Math.max(0, start - 120);
                            int end = Math.min(haystack.length, start + 120);
                            found.add(
                                    new String(
                                            haystack,
                                            from,
                                            end - from,
                                            StandardCharsets.ISO_8859_1));
                        }
                    }
                }
            }
            return found;
        }

        private static boolean isAt(byte[] haystack, int start, byte[] needle) {
            return start + needle.length <= haystack.length
                    && Arrays.equals(
                            haystack, start, start + needle.length, needle, 0, needle.length);
        }
    }
}
