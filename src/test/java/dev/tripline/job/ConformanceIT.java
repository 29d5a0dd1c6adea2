// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.Detection;
import dev.tripline.detect.QueryRule;
import dev.tripline.detect.UnsupportedQuery;
import dev.tripline.detect.WorkedExamples;
import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.event.DeadLetter;
import dev.tripline.format.SourceContext;
import dev.tripline.rule.Rule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every construct of the language, with matches found by hand. */
class ConformanceIT {

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    private static final String GIVES = " => ";
    private static final String REASON = " ## ";

    /**
     * @param matches ids of the events of each match
     */
    private record Question(String query, List<String> matches, String reason) {

        static Question of(String line) {
            int gives = line.lastIndexOf(GIVES.stripTrailing());
            int reason = line.lastIndexOf(REASON);
            String matches = line.substring(gives + GIVES.length() - 1, reason).strip();
            return new Question(
                    line.substring(0, gives)
                            .replaceAll("\\[([A-Z])]", "[auth where kind == \"$1\"]"),
                    matches.isEmpty() ? List.of() : List.of(matches.split(" ")),
                    line.substring(reason + REASON.length()));
        }
    }

    @Test
    void everyQueryMatchesWhatItShould() throws Exception {
        List<Question> questions = lines("conformance.txt").map(Question::of).toList();
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            rules.add(QueryRule.of("q" + i, questions.get(i).query()));
        }

        Map<String, List<String>> found = WorkedExamples.show(detect(rules));

        SoftAssertions answers = new SoftAssertions();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            answers.assertThat(found.getOrDefault("q" + i, List.of()))
                    .as("%s (%s)", question.query(), question.reason())
                    .map(ids -> ids.replace(',', '-'))
                    .containsExactlyInAnyOrderElementsOf(question.matches());
        }
        answers.assertAll();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatCannotRunIsRefused(String line) {
        int gives = line.lastIndexOf(GIVES);

        assertThat(refusal(line.substring(0, gives)))
                .startsWith(line.substring(gives + GIVES.length()));
    }

    static Stream<String> refusals() throws Exception {
        return lines("refusals.txt");
    }

    private static String refusal(String query) {
        try {
            return UnsupportedQuery.reason(EqlParser.parse(query)).orElse("runs");
        } catch (EqlException e) {
            return e.getMessage();
        }
    }

    private static List<Detection> detect(List<Rule> rules) throws Exception {
        StreamExecutionEnvironment env = OnMiniCluster.environment(1);
        Detecting detecting =
                DetectionJob.overDocuments(
                        env,
                        resource("conformance.ndjson"),
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

    private static Stream<String> lines(String name) throws IOException, URISyntaxException {
        return Files.readAllLines(resource(name)).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(ConformanceIT.class.getResource(name).toURI());
    }
}
