// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.job.ConfigLoader;
import dev.tripline.job.DetectionJob;
import dev.tripline.job.RedactionKey;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State is found again by the uids of its operators: a uid that changes or goes away takes the
 * state of every running job with it.
 */
class OperatorUidsTest {

    private static final Path RESOURCES = Path.of("src/test/resources/dev/tripline/cluster");

    @Test
    void areThoseOfTheJobsThatRunAlready() throws Exception {
        assertThat(uids(RESOURCES.resolve("every-kind.yaml"), Path.of("job/rules")))
                .containsExactlyElementsOf(Files.readAllLines(RESOURCES.resolve("uids.txt")));
    }

    @Test
    void doNotDependOnTheRules() throws Exception {
        Path config = RESOURCES.resolve("every-kind.yaml");

        assertThat(uids(config, Path.of("job/rules", TokenTheft.RULE + ".toml")))
                .isEqualTo(uids(config, Path.of("job/rules")));
    }

    @Test
    void tellEqualSinksApart(@TempDir Path directory) throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("job.yaml"),
                        """
                        sources: [{name: recording, files: [events.ndjson]}]
                        sinks: [{console: true}, {console: true}]
                        """);

        assertThat(uids(config, Path.of("job/rules"))).contains("alerts-0", "alerts-1");
    }

    @Test
    void sequencesOverFilesWaitUnlessTheyAreAskedNotTo(@TempDir Path directory) throws Exception {
        String files =
                """
                sources: [{name: recording, files: [events.ndjson]}]
                sinks: [{console: true}]
                """;
        Path waiting = Files.writeString(directory.resolve("waiting.yaml"), files);
        Path eager = Files.writeString(directory.resolve("eager.yaml"), files + "eager: true");

        assertThat(uids(waiting, Path.of("job/rules"))).noneMatch(uid -> uid.contains("eager"));
        assertThat(uids(eager, Path.of("job/rules"))).contains("eager-sequences-one-minute");
    }

    private static List<String> uids(Path config, Path rules) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DetectionJob.define(
                env,
                ConfigLoader.load(config),
                RuleLoader.load(rules).orThrow(),
                RedactionKey.redactor(null));
        return env.getStreamGraph().getStreamNodes().stream()
                .map(OperatorUidsTest::uid)
                .sorted()
                .toList();
    }

    private static String uid(StreamNode operator) {
        return operator.getTransformationUID() == null
                ? "(none) " + operator.getOperatorName()
                : operator.getTransformationUID();
    }
}
