// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldsCommandTest {

    private static final String LIST =
            """
            {"kind":"EventList","items":[\
            {"auditID":"a","stage":"Panic","verb":"GET","requestReceivedTimestamp":"2026-03-02T10:00:00Z",\
            "user":{"username":"system:serviceaccount:shop:web","extra":{"authentication.kubernetes.io/pod-name":["web-1"]}},\
            "sourceIPs":["10.0.0.9","10.0.0.1"],"objectRef":{"name":null},"annotations":{"a.b/c":"x"}},\
            {"auditID":"b","stage":"Panic"}]}
            """;

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsEveryFieldThatARuleCouldAskFor() throws Exception {
        assertThat(fields("--input", events(LIST), "--cluster", "prod")).isZero();
        assertThat(said())
                .isEqualTo(
                        """
                        {"source":{"file":"events.ndjson","line":1,"item":0},"format":"kubernetes-audit","fields":{\
                        "@timestamp":["2026-03-02T10:00:00Z"],\
                        "client.ip":["10.0.0.9","10.0.0.1"],\
                        "data_stream.dataset":["kubernetes.audit_logs"],\
                        "event.action":["get"],\
                        "event.dataset":["kubernetes.audit_logs"],\
                        "event.kind":["event"],\
                        "kubernetes.audit.annotations.a.b/c":["x"],\
                        "kubernetes.audit.annotations.a_b/c":["x"],\
                        "kubernetes.audit.auditID":["a"],\
                        "kubernetes.audit.kind":["Event"],\
                        "kubernetes.audit.requestReceivedTimestamp":["2026-03-02T10:00:00Z"],\
                        "kubernetes.audit.sourceIPs":["10.0.0.9","10.0.0.1"],\
                        "kubernetes.audit.stage":["Panic"],\
                        "kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name":["web-1"],\
                        "kubernetes.audit.user.username":["system:serviceaccount:shop:web"],\
                        "kubernetes.audit.verb":["get"],\
                        "orchestrator.type":["kubernetes"],\
                        "source.ip":["10.0.0.9","10.0.0.1"],\
                        "tripline.caller.class":["app-sa"],\
                        "tripline.caller.cohort":["system:serviceaccount:shop:web"],\
                        "tripline.caller.kind":["service-account"],\
                        "tripline.caller.namespace":["shop"],\
                        "tripline.caller.pod.name":["web-1"],\
                        "tripline.caller.principal":["system:serviceaccount:shop:web"],\
                        "tripline.caller.service_account":["web"],\
                        "tripline.cluster":["prod"],\
                        "tripline.peer.expected":[true],\
                        "tripline.peer.forged":[true],\
                        "tripline.peer.ip":["10.0.0.1"],\
                        "tripline.place":["shop/web-1"],\
                        "tripline.request.dry_run":[false],\
                        "tripline.request.verb":["get"],\
                        "tripline.source.network":["10.0.0.0/16"],\
                        "tripline.workload.name":["web"],\
                        "user.name":["system:serviceaccount:shop:web"]}}
                        {"source":{"file":"events.ndjson","line":1,"item":1},"error":{"code":"no-timestamp",\
                        "message":"has no requestReceivedTimestamp, stageTimestamp, timestamp"}}
                        """);
    }

    @Test
    void refusesTimesThatNobodyCanMean() throws Exception {
        assertThat(fields("--input", events("{\"@timestamp\":\"0001-01-01T00:00:00Z\"}"))).isZero();
        assertThat(said()).contains("\"code\":\"absurd-timestamp\"", "is before 2000-01-01");
    }

    @Test
    void keepsTheKindsOfValuesAndMasksTokens() throws Exception {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";
        String event =
                "{\"@timestamp\":\"2026-03-02T10:00:00Z\",\"a\":[1,1.5,true,\"x\",{\"b\":2}],\"t\":\""
                        + token
                        + "\",\""
                        + token
                        + "\":[1e999]}\n";

        assertThat(fields("--input", events(event))).isZero();
        assertThat(said())
                .contains("\"a\":[1,1.5,true,\"x\"],\"a.b\":[2]")
                .contains("\"@timestamp\":[\"2026-03-02T10:00:00Z\"]")
                .contains("\"t\":[\"<jwt:")
                .doesNotContain("eyJ")
                .contains("\"format\":\"elastic-agent\"");
    }

    @Test
    void readsGzippedFilesAndFormatsOfTheUser() throws Exception {
        Path format =
                Files.writeString(
                        directory.resolve("my.toml"),
                        """
                        name = "my-sensor"
                        [[line]]
                        pattern = '^(?P<time>\\S+) (?P<what>.*)'
                        [[event]]
                        recognise = { what = "*" }
                        time = ["time"]
                        prefix = "my"
                        """);
        Path file = directory.resolve("events.gz");
        try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(file))) {
            zip.write("2026-03-02T10:00:00Z it happened\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(fields("--input", file.toString(), "--formats", format.toString())).isZero();
        assertThat(said())
                .contains(
                        "\"format\":\"my-sensor\",\"fields\":{\"@timestamp\":[\"2026-03-02T10:00:00Z\"],"
                                + "\"my.time\":[\"2026-03-02T10:00:00Z\"],\"my.what\":[\"it happened\"]");
    }

    @Test
    void manyAndHugeKeysCostABoundedAmount() throws Exception {
        StringBuilder events = new StringBuilder();
        for (int line = 0; line < 30; line++) {
            events.append("{\"@timestamp\":0");
            for (int key = 0; key < 500; key++) {
                events.append(",\"k").append(line * 500 + key).append("\":1");
            }
            events.append(",\"").append("x".repeat(100_000)).append("\":{\"a\":1}}\n");
        }

        assertThat(fields("--input", events(events.toString()))).isZero();
        assertThat(said().lines()).hasSize(30).allMatch(line -> line.length() < 20_000);
        assertThat(err.toString()).startsWith("warning: the events have too many fields to show");
    }

    @Test
    void saysWhatItCannotDo() throws Exception {
        assertThat(fields("--input", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("error: there is no file none");
        assertThat(fields("--input", events("{}"), "--format", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("error: there is no format x; use one of auto, ");
        Path broken = Files.writeString(directory.resolve("broken.toml"), "name = 3\n");
        assertThat(fields("--input", events("{}"), "--formats", broken.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("broken.toml:1:8: name is 3; write a string");
    }

    private String events(String lines) throws IOException {
        return Files.writeString(directory.resolve("events.ndjson"), lines).toString();
    }

    private int fields(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "fields";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Tripline.commandLine(new Tripline())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private String said() {
        return out.toString().replace(directory + "/", "");
    }
}
