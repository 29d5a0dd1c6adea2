// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.SampleSecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * Records full of secrets of every kind, in every spelling: events of several formats, and what is
 * none because it was cut off, is broken or is in no known format.
 */
final class PlantedRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<UnaryOperator<String>> SPELLINGS =
            List.of(
                    text -> text,
                    SampleSecrets::base64,
                    text -> SampleSecrets.base64(SampleSecrets.base64(text)),
                    SampleSecrets::inPercent,
                    SampleSecrets::inUnicode,
                    text -> SampleSecrets.base64Of(packed(text)));

    private final SampleSecrets samples;
    private final List<String> secrets = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();
    private int ids;

    PlantedRecords(long seed) {
        samples = new SampleSecrets(seed);
    }

    List<String> secrets() {
        return secrets;
    }

    List<byte[]> records() {
        return records;
    }

    /**
     * One secret of each kind in each spelling, in records of each format.
     *
     * @param time of the events
     */
    void plant(String time) throws JsonProcessingException {
        for (UnaryOperator<String> spelling : SPELLINGS) {
            for (String text : texts()) {
                for (String document : documents(spelling.apply(text), time)) {
                    byte[] whole = document.getBytes(StandardCharsets.UTF_8);
                    byte[] cutOff = Arrays.copyOf(whole, whole.length - 1);
                    byte[] packed = packed(document);
                    records.add(whole);
                    records.add(cutOff);
                    records.add(packed(new String(cutOff, StandardCharsets.UTF_8)));
                    records.add(Arrays.copyOf(packed, packed.length - 9));
                    records.add(broken(packed, 4, packed.length - 6));
                    records.add(broken(packed, 2));
                    records.add(document.getBytes(StandardCharsets.UTF_16LE));
                }
                records.add(
                        JSON.writeValueAsBytes(
                                Map.of("format", "none", "text", spelling.apply(text))));
            }
        }
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] broken(byte[] bytes, int... places) {
        byte[] broken = bytes.clone();
        for (int place : places) {
            broken[place] ^= 0x55;
        }
        return broken;
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
                "docker login -u ci -p " + secret(samples.letters(24)) + " registry.example",
                "curl -b sid=" + secret(samples.letters(24)) + " https://x",
                "https://maps.example/?key=" + secret("AIza" + samples.letters(35)),
                "kubectl --token " + secret(samples.letters(24)) + " get pods");
    }

    private String secret(String secret) {
        secrets.add(secret);
        return secret;
    }

    /** One of each format, full of {@code text}. */
    private List<String> documents(String text, String time) throws JsonProcessingException {
        String opened = secret("s3" + samples.letters(30));
        return List.of(
                JSON.writeValueAsString(
                        Map.of(
                                "@timestamp", time,
                                "event", Map.of("id", id(text), "dataset", "cloud_defend.process"),
                                "message", text,
                                "user_agent", Map.of("original", text),
                                "user", Map.of("name", text, "id", text),
                                "host", Map.of("name", text),
                                "file", Map.of("path", "/x/" + text),
                                "url", Map.of("original", "https://x/?y=" + text),
                                "container", Map.of("id", text, "name", text),
                                "process",
                                        Map.of(
                                                "args", text.split(" "),
                                                "command_line", text,
                                                "env_vars", List.of("A=b", text)))),
                JSON.writeValueAsString(
                        Map.of(
                                "kind",
                                "Event",
                                "apiVersion",
                                "audit.k8s.io/v1",
                                "auditID",
                                id(text),
                                "stage",
                                "ResponseComplete",
                                "verb",
                                "create",
                                "requestReceivedTimestamp",
                                time,
                                "requestURI",
                                "/api/v1/x?command=" + text,
                                "userAgent",
                                text,
                                "requestObject",
                                secretObject(text, opened),
                                "responseObject",
                                Map.of("status", Map.of("token", opened)))),
                JSON.writeValueAsString(
                        Map.of(
                                "@timestamp",
                                time,
                                "RequestMethod",
                                "POST",
                                "RequestUri",
                                "/v1.44/containers/create?name=" + text,
                                "RequestHeaders",
                                Map.of(
                                        "Authorization",
                                        opened,
                                        "X-Registry-Auth",
                                        SampleSecrets.base64(opened)),
                                "RequestBody",
                                SampleSecrets.base64(
                                        JSON.writeValueAsString(
                                                Map.of(
                                                        "Env", List.of("A=b", text),
                                                        "Cmd", text.split(" ")))))),
                JSON.writeValueAsString(
                        Map.of(
                                "eventID",
                                id(text),
                                "eventName",
                                "AssumeRole",
                                "eventSource",
                                "sts.amazonaws.com",
                                "eventTime",
                                time,
                                "eventVersion",
                                "1.11",
                                "userAgent",
                                text,
                                "errorMessage",
                                text,
                                "requestParameters",
                                Map.of("text", text),
                                "responseElements",
                                Map.of(
                                        "credentials",
                                        Map.of(
                                                "sessionToken", opened,
                                                "secretAccessKey", opened)))),
                JSON.writeValueAsString(
                        Map.of(
                                "rule",
                                "r",
                                "priority",
                                "Notice",
                                "time",
                                time,
                                "output",
                                text,
                                "output_fields",
                                Map.of("evt.type", "execve", "proc.cmdline", text))),
                "{\"log\":"
                        + JSON.writeValueAsString(text)
                        + ",\"stream\":\"stdout\","
                        + "\"time\":\""
                        + time
                        + "\"}");
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

    /** Ids of events are told in alerts, and are names of alerts. */
    private String id(String text) {
        return "event-" + ids++ + " " + text;
    }
}
