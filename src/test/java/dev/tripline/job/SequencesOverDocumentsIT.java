// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.Detection;
import dev.tripline.detect.QueryRule;
import dev.tripline.detect.RandomSequence;
import dev.tripline.detect.ReferenceSequences;
import dev.tripline.detect.StreamEvents;
import dev.tripline.detect.WorkedExamples;
import dev.tripline.detect.WorkedExamples.Example;
import dev.tripline.event.DeadLetter;
import dev.tripline.format.SourceContext;
import dev.tripline.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other random streams with {@code -Dtripline.seed=2}. */
class SequencesOverDocumentsIT {

    private static final int RULES = 100;
    private static final int STREAMS_OF_A_RULE = 100;
    private static final long SEED = Long.getLong("tripline.seed", 1);

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    @Test
    void findsTheMatchesOfAllWorkedExamples() throws Exception {
        List<Rule> rules = WorkedExamples.ALL.stream().map(Example::rule).toList();
        List<String> documents = new ArrayList<>();
        WorkedExamples.ALL.forEach(example -> documents.addAll(example.documents()));

        List<Detection> found = detect(rules, documents, 1);

        Map<String, List<String>> matches = WorkedExamples.show(found);
        assertThat(WorkedExamples.ALL)
                .allSatisfy(
                        example ->
                                assertThat(matches.getOrDefault(example.name(), List.of()))
                                        .as(example.toString())
                                        .containsExactlyInAnyOrderElementsOf(example.expected()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void findsWhatTheReferenceFindsInRandomStreams(int parallelism) throws Exception {
        Random random = new Random(SEED * 1000 + parallelism);
        List<Rule> rules = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        Map<String, List<String>> expected = new TreeMap<>();
        for (int r = 0; r < RULES; r++) {
            String id = "rule-" + r;
            RandomSequence sequence =
                    r % 2 == 0
                            ? RandomSequence.of(random, id)
                            : RandomSequence.withMissing(random, id);
            String tiebreaker = sequence.tiebreaker() ? StreamEvents.TIEBREAKER : null;
            rules.add(QueryRule.of(id, sequence.query(), tiebreaker));
            expected.put(id, new ArrayList<>());
            for (int s = 0; s < STREAMS_OF_A_RULE; s++) {
                List<ReferenceSequences.Event> stream = sequence.events(random, id + "-" + s);
                sequence.meaning().in(stream).stream()
                        .map(StreamEvents::show)
                        .forEach(expected.get(id)::add);
                stream.forEach(event -> lines.add(new Line(event, id, random.nextInt())));
            }
        }

        List<Detection> found = detect(rules, mixed(lines), parallelism);

        Map<String, List<String>> matches = new TreeMap<>();
        for (Rule rule : rules) {
            matches.put(rule.id(), new ArrayList<>());
        }
        for (Detection detection : found) {
            String id = detection.ruleKey().substring(0, detection.ruleKey().indexOf('@'));
            matches.get(id).add(StreamEvents.showDocuments(detection));
        }
        assertThat(found).as("the streams are worth comparing").hasSizeGreaterThan(RULES * 20);
        for (Rule rule : rules) {
            assertThat(matches.get(rule.id()))
                    .as("seed %d, %s", SEED, rule.queryText())
                    .containsExactlyInAnyOrderElementsOf(expected.get(rule.id()));
        }
    }

    private record Line(ReferenceSequences.Event event, String scope, int shuffle) {}

    /**
     * In no order of time. Events of one stream keep their places among each other, because the
     * place decides between events of the same time.
     */
    private static List<String> mixed(List<Line> lines) {
        List<Line> mixed = new ArrayList<>(lines);
        mixed.sort(
                Comparator.comparingInt((Line line) -> line.event().place())
                        .thenComparingInt(Line::shuffle));
        return mixed.stream().map(line -> StreamEvents.json(line.event(), line.scope())).toList();
    }

    private List<Detection> detect(List<Rule> rules, List<String> documents, int parallelism)
            throws Exception {
        Path file = Files.write(directory.resolve("documents.ndjson"), documents);
        StreamExecutionEnvironment env = OnMiniCluster.environment(parallelism);
        Detecting detecting =
                DetectionJob.overDocuments(
                        env,
                        file,
                        rules,
                        "id",
                        "@timestamp",
                        SourceContext.of(OnMiniCluster.REDACTOR));
        try (CloseableIterator<Detection> detections = detecting.detections().collectAsync();
                CloseableIterator<DeadLetter> letters = detecting.deadLetters().collectAsync()) {
            env.executeAsync();
            List<Detection> found = OnMiniCluster.drain(detections);
            assertThat(OnMiniCluster.drain(letters)).map(DeadLetter::message).isEmpty();
            return found;
        }
    }
}
