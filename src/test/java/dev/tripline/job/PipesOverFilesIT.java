// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripline.detect.QueryRule;
import dev.tripline.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rules with pipes in a job: over files they run, over topics they may not. */
class PipesOverFilesIT {

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    @Test
    void onlyTheAlertsThatThePipeLeavesAreRaised() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            List<String> events = new ArrayList<>();
            for (int second = 10 + file; second < 60; second += 3) {
                events.add(
                        """
                        {"@timestamp": "2026-03-01T10:00:%dZ", "agent": {"type": "endpoint"},\
                         "event": {"category": ["process"], "id": "%d"},\
                         "process": {"name": "sh"}}\
                        """
                                .formatted(second, second));
            }
            files.add(Files.write(directory.resolve(file + ".ndjson"), events));
        }
        List<Rule> rules =
                List.of(
                        QueryRule.of("first", "process where process.name == \"sh\" | head 2"),
                        QueryRule.of("last", "process where process.name == \"sh\" | tail 1"));

        AlertsOfAJob job =
                AlertsOfAJob.run(List.of(AlertsOfAJob.source("files", "demo", files)), rules);

        assertThat(job.deadLetters()).isEmpty();
        assertThat(job.documents())
                .map(PipesOverFilesIT::show)
                .containsExactlyInAnyOrder(
                        "first 2026-03-01T10:00:10Z",
                        "first 2026-03-01T10:00:11Z",
                        "last 2026-03-01T10:00:59Z");
    }

    @Test
    void aJobThatReadsTopicsRefusesThem() throws Exception {
        JobConfig topics = config("{name: audit, kafka: {bootstrap-servers: 'b:1', topics: [t]}}");
        JobConfig files = config("{name: audit, files: [events.ndjson]}");
        List<Rule> piped = List.of(QueryRule.of("newest", "any where true | tail 1"));
        List<Rule> plain = List.of(QueryRule.of("all", "any where true"));

        assertThatThrownBy(() -> ConfigChecks.check(topics, piped))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "newest.toml: newest: `head` and `tail` need input that ends, and the"
                                + " topics of source \"audit\" do not; remove the pipe or read"
                                + " files");
        assertThatCode(() -> ConfigChecks.check(files, piped)).doesNotThrowAnyException();
        assertThatCode(() -> ConfigChecks.check(topics, plain)).doesNotThrowAnyException();
    }

    private JobConfig config(String source) throws Exception {
        return ConfigLoader.load(
                Files.writeString(
                        directory.resolve("job.yaml"),
                        "sources: [" + source + "]\nsinks: [{console: true}]\n"));
    }

    private static String show(JsonNode alert) {
        return alert.at("/rule/id").asText() + " " + alert.at("/@timestamp").asText();
    }
}
