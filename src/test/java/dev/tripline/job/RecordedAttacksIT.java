// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * All shipped rules over what real attacks and real sensors have left behind; the recordings lie
 * beside the project and not in it.
 */
class RecordedAttacksIT {

    private static final Path RECORDINGS = Path.of("../shared/data");
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    @Test
    void credentialsOfAnInstanceAreSeenInAnotherPlace() throws Exception {
        assertThat(alerts("cloudtrail/aws.credential-access.ec2-steal-instance-credentials.json"))
                .containsExactly("imds-credentials-used-elsewhere 2024-08-02T08:23:55Z");
    }

    /** Of 23 calls of one role 21 are its agent's. */
    @Test
    void callsOfTheInstanceItselfAreNot() throws Exception {
        assertThat(alerts("cloudtrail/instance-role-session.ndjson"))
                .containsExactly("imds-credentials-used-elsewhere 2023-07-10T11:57:22Z");
    }

    @Test
    void aCallerWhoLooksAroundForSecretsIsSeen() throws Exception {
        assertThat(alerts("kubernetes-audit/exec-then-secret-read-lab.audit.ndjson"))
                .containsExactly(
                        "k8s-discovery-by-unexpected-identity 2024-10-29T12:21:33.194329Z");
    }

    @Test
    void whoSpeaksForAdministratorsIsSeenInOldRecordsToo() throws Exception {
        assertThat(alerts("kubernetes-audit/impersonation-2017-shape.audit.ndjson"))
                .containsExactly(
                        "k8s-anonymous-or-impersonated-credential-access 2017-09-11T20:01:50Z");
    }

    @Test
    void otherPeoplesBusinessIsNoTheft() throws Exception {
        assertThat(alerts("tetragon/security-observability-report.ndjson")).isEmpty();
        assertThat(alerts("falco/falco-website.ndjson")).isEmpty();
        assertThat(alerts("falco/falcosecurity-plugins.ndjson")).isEmpty();
    }

    /** Rule and time of each, in the order of time. */
    private List<String> alerts(String name) throws Exception {
        Path recording = RECORDINGS.resolve(name);
        assumeTrue(Files.exists(recording), () -> "there is no recording " + recording);
        Path lines = Files.write(directory.resolve("recording.ndjson"), records(recording));
        AlertsOfAJob job =
                AlertsOfAJob.run(
                        List.of(AlertsOfAJob.source("recording", "demo", List.of(lines))),
                        RuleLoader.load(Path.of("job/rules")).orThrow());
        return job.lastRevisions().stream()
                .map(
                        alert ->
                                alert.at("/rule/id").asText()
                                        + " "
                                        + alert.at("/@timestamp").asText())
                .sorted()
                .toList();
    }

    /** One per line, however they are packed there. */
    private static List<String> records(Path recording) throws Exception {
        List<String> records = new ArrayList<>();
        try (var read = JSON.readerFor(JsonNode.class).<JsonNode>readValues(recording.toFile())) {
            while (read.hasNext()) {
                JsonNode record = read.next();
                records.add((record.has("_src") ? record.get("event") : record).toString());
            }
        }
        return records;
    }
}
