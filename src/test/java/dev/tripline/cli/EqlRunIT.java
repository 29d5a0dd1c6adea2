// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.Schema;
import dev.tripline.rule.DeploymentContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries over a file, in this process, down to the lines that are printed. */
class EqlRunIT {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir private Path directory;

    @Test
    void nullStandsWhereAnEventIsMissing() throws Exception {
        assertThat(
                        matches(
                                "sequence by host with maxspan=9s [any where kind == \"a\"]"
                                        + " ![any where kind == \"m\"] with runs=2"
                                        + " [any where kind == \"b\"] ![any where kind == \"m\"]",
                                "a1 b2 m3 a20 b21"))
                .containsExactly(
                        "{\"name\":\"query\",\"events\":[20,null,null,21,null],"
                                + "\"join_keys\":[\"h\"]}");
    }

    @Test
    void matchesStandInTheOrderOfTheLastEventsThatHappened() throws Exception {
        assertThat(
                        matches(
                                "sequence with maxspan=10s [any where kind == \"a\"]"
                                        + " ![any where kind == \"m\"]",
                                "a1 a2 a3"))
                .containsExactly(match("1,null"), match("2,null"), match("3,null"));
    }

    @ParameterizedTest
    @CsvSource({
        "head 2, 1 2",
        "tail 2, 3999 4000",
        "head 0, ''",
        "tail 0, ''",
        "head 5000 | tail 1, 4000",
        "head 5 | tail 2, 4 5",
        "tail 5 | head 2, 3996 3997",
        "tail 3 | tail 1 | head 9, 4000",
    })
    void pipesLeaveTheFirstAndTheLast(String pipes, String left) throws Exception {
        String events =
                IntStream.rangeClosed(1, 4_000)
                        .mapToObj(second -> "a" + second)
                        .collect(
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        all -> {
                                            Collections.shuffle(all, new Random(1));
                                            return String.join(" ", all);
                                        }));

        assertThat(matches("any where kind == \"a\" | " + pipes, events))
                .isEqualTo(
                        Stream.of(left.split(" "))
                                .filter(id -> !id.isEmpty())
                                .map(EqlRunIT::match)
                                .toList());
    }

    @Test
    void pipesCountTheMatchesOfASequenceByTheirLastEvents() throws Exception {
        assertThat(
                        matches(
                                "sequence [any where kind == \"a\"] [any where kind == \"b\"]"
                                        + " | tail 2 | head 1",
                                "b30 a1 b2 a5 b20 a25"))
                .containsExactly(match("5,20"));
    }

    @Test
    void pipesOfOneQueryLeaveAnotherAlone() throws Exception {
        EqlQueries queries = new EqlQueries(null, "event.category", Schema.NONE);
        queries.add("one", "any where kind == \"a\" | tail 1");
        queries.add("all", "any where kind == \"a\"");

        assertThat(matches(queries, "a1 a2"))
                .map(match -> match.replaceAll(".*name\":\"(\\w+)\",\"events\":(.*?),.*", "$1 $2"))
                .containsExactly("all [1]", "one [2]", "all [2]");
    }

    @Test
    void aSampleMatchesOnceForEachKeyWhateverTheOrder() throws Exception {
        String sample =
                "sample by host [any where kind == \"a\"] [any where kind == \"b\"]"
                        + " [any where kind == \"c\" or kind == \"b\"]";

        assertThat(matches(sample, "b1 b2 b3 a4000 a4001 c4002"))
                .containsExactly(match("4000,1,2").replace("[]", "[\"h\"]"));
        assertThat(matches(sample, "b1 c2 b3 c4")).isEmpty();
    }

    private static String match(String events) {
        return "{\"name\":\"query\",\"events\":[" + events + "],\"join_keys\":[]}";
    }

    @Test
    @Timeout(120)
    void manyUnreadableDocumentsDoNotHoldTheMatchesUp() throws Exception {
        int unreadable = 150_000;
        List<String> documents = new ArrayList<>(Collections.nCopies(unreadable, "{}"));
        documents.add("{\"@timestamp\": \"%s\", \"id\": 1}".formatted(START));
        Path file = Files.write(directory.resolve("events.ndjson"), documents);
        EqlQueries queries = new EqlQueries(null, "event.category", Schema.NONE);
        assertThat(queries.add("query", "any where true")).isEmpty();
        StringWriter problems = new StringWriter();

        List<String> matches =
                new EqlRun(queries.rules(), "id", DeploymentContext.SHIPPED)
                        .matches(file, "@timestamp", new PrintWriter(problems));

        assertThat(matches).containsExactly(match("1"));
        assertThat(problems.toString()).startsWith("150,000 documents could not be read");
    }

    @Test
    void saysThatAnEventHadMoreJoinKeysThanItTakesPartUnder() throws Exception {
        String values =
                IntStream.rangeClosed(0, 10_000)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(","));
        Path file =
                Files.writeString(
                        directory.resolve("events.ndjson"),
                        """
                        {"@timestamp": "%s", "id": 1, "k": [%s]}
                        {"@timestamp": "%s", "id": 2, "k": 3}
                        """
                                .formatted(START, values, START.plusSeconds(1)));
        EqlQueries queries = new EqlQueries(null, "event.category", Schema.NONE);
        queries.add("query", "sequence by k [any where id == 1] [any where id == 2]");
        StringWriter problems = new StringWriter();

        List<String> matches =
                new EqlRun(queries.rules(), "id", DeploymentContext.SHIPPED)
                        .matches(file, "@timestamp", new PrintWriter(problems));

        assertThat(matches).hasSize(1);
        assertThat(problems.toString()).startsWith("1 times an event had too many join keys");
    }

    /**
     * @param events kind and id, which is also the second
     */
    private List<String> matches(String query, String events) throws Exception {
        EqlQueries queries = new EqlQueries(null, "event.category", Schema.NONE);
        assertThat(queries.add("query", query)).isEmpty();
        return matches(queries, events);
    }

    private List<String> matches(EqlQueries queries, String events) throws Exception {
        List<String> documents = new ArrayList<>();
        for (String event : events.split(" ")) {
            String second = event.substring(1);
            Instant time = START.plusSeconds(Integer.parseInt(second));
            documents.add(
                    """
                    {"@timestamp": "%s", "kind": "%s", "id": %s, "host": "h"}\
                    """
                            .formatted(time, event.charAt(0), second));
        }
        Path file = Files.write(directory.resolve("events.ndjson"), documents);
        StringWriter problems = new StringWriter();
        List<String> matches =
                new EqlRun(queries.rules(), "id", DeploymentContext.SHIPPED)
                        .matches(file, "@timestamp", new PrintWriter(problems));
        assertThat(problems.toString()).isEmpty();
        return matches;
    }
}
