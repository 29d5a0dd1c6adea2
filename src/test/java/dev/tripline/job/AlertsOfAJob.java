// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a whole job leaves behind that read some files to their end.
 *
 * @param alerts documents as they were written
 * @param deadLetters lines as they were written
 * @param counts accumulators by name
 */
record AlertsOfAJob(List<String> alerts, List<String> deadLetters, Map<String, Object> counts) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static AlertsOfAJob run(List<SourceConfig> sources, List<Rule> rules) throws Exception {
        Path directory = Files.createTempDirectory("job");
        Path alerts = directory.resolve("alerts.ndjson");
        Path deadLetters = directory.resolve("dead-letters.ndjson");
        JobConfig config =
                JobConfig.of(
                        List.of(),
                        sources,
                        List.of(SinkConfig.toFile(alerts)),
                        new DeadLetterConfig(deadLetters, null, false, null));
        StreamExecutionEnvironment env = OnMiniCluster.environment(2);
        DetectionJob.define(env, config, rules, OnMiniCluster.REDACTOR);
        Map<String, Object> counts = env.execute().getAllAccumulatorResults();
        return new AlertsOfAJob(
                Files.readAllLines(alerts), Files.readAllLines(deadLetters), counts);
    }

    static SourceConfig source(String name, String cluster, List<Path> files) {
        return new SourceConfig(name, files, null, null, null, null, cluster, null);
    }

    /** What a reader has in the end: each alert as it was told last. */
    Collection<JsonNode> lastRevisions() throws Exception {
        Map<String, JsonNode> last = new LinkedHashMap<>();
        documents().forEach(alert -> last.put(alert.at("/event/id").asText(), alert));
        return last.values();
    }

    List<JsonNode> documents() throws Exception {
        List<JsonNode> documents = new ArrayList<>();
        for (String alert : alerts) {
            documents.add(JSON.readTree(alert));
        }
        return documents;
    }
}
