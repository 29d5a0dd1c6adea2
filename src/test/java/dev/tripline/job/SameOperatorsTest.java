// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.Evaluate;
import dev.tripline.event.Redactor;
import dev.tripline.format.SourceContext;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A query that is asked of a file must find what the job would find, so it may not take another
 * way.
 */
class SameOperatorsTest {

    private static final Path RULES = Path.of("job/rules");

    @TempDir Path directory;

    @Test
    void queriesOverDocumentsRunThroughTheOperatorsOfTheJob() throws Exception {
        Map<String, String> ofQueries = operators(this::queries);
        Map<String, String> ofJob = operators(this::job);

        assertThat(ofQueries.keySet().stream().filter(uid -> uid.startsWith("sequences-")))
                .containsExactlyInAnyOrder(
                        "sequences-one-minute",
                        "sequences-ten-minutes",
                        "sequences-two-hours",
                        "sequences-one-day",
                        "sequences-exact")
                .allSatisfy(uid -> assertThat(ofQueries.get(uid)).isEqualTo(ofJob.get(uid)));
        assertThat(ofQueries.get("source-documents")).isEqualTo(ofJob.get("source-recording"));
        assertThat(ofQueries.get("evaluate-documents"))
                .isEqualTo(ofJob.get("evaluate-recording"))
                .endsWith(Evaluate.class.getName());
    }

    /** What puts a job into an environment. */
    private interface Definition {
        void into(StreamExecutionEnvironment env) throws Exception;
    }

    private void job(StreamExecutionEnvironment env) throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("job.yaml"),
                        """
                        sources: [{name: recording, files: [events.ndjson]}]
                        sinks: [{console: true}]
                        """);
        DetectionJob.define(env, ConfigLoader.load(config), rules(), redactor());
    }

    private void queries(StreamExecutionEnvironment env) throws Exception {
        Detecting detecting =
                DetectionJob.overDocuments(
                        env,
                        directory.resolve("events.ndjson"),
                        rules(),
                        "event.id",
                        "@timestamp",
                        SourceContext.of(redactor()));
        detecting.detections().print();
        detecting.deadLetters().print();
    }

    private static List<Rule> rules() throws Exception {
        return RuleLoader.load(RULES).orThrow();
    }

    private static Redactor redactor() throws Exception {
        return RedactionKey.redactor(null);
    }

    /** What each operator is, by its uid. */
    private static Map<String, String> operators(Definition definition) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        definition.into(env);
        return env.getStreamGraph().getStreamNodes().stream()
                .filter(node -> node.getTransformationUID() != null)
                .collect(
                        Collectors.toMap(
                                StreamNode::getTransformationUID, SameOperatorsTest::kind));
    }

    private static String kind(StreamNode node) {
        StreamOperatorFactory<?> factory = node.getOperatorFactory();
        String operator =
                factory.getStreamOperatorClass(SameOperatorsTest.class.getClassLoader()).getName();
        return factory instanceof UdfStreamOperatorFactory<?> function
                ? operator + " of " + function.getUserFunctionClassName()
                : operator;
    }
}
