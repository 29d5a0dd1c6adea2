// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries over a file, in this process, down to the lines that are printed. */
class EqlRunIT {

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

    private static String match(String events) {
        return "{\"name\":\"query\",\"events\":[" + events + "],\"join_keys\":[]}";
    }

    /**
     * @param events kind and id, which is also the second
     */
    private List<String> matches(String query, String events) throws Exception {
        List<String> documents = new ArrayList<>();
        for (String event : events.split(" ")) {
            String second = event.substring(1);
            documents.add(
                    """
                    {"@timestamp": "2026-03-01T10:00:%02dZ", "kind": "%s", "id": %s, "host": "h"}\
                    """
                            .formatted(Integer.valueOf(second), event.charAt(0), second));
        }
        Path file = Files.write(directory.resolve("events.ndjson"), documents);
        EqlQueries queries = new EqlQueries(null, "event.category");
        assertThat(queries.add("query", query)).isEmpty();
        StringWriter problems = new StringWriter();
        List<String> matches =
                new EqlRun(queries.rules(), "id")
                        .matches(file, "@timestamp", new PrintWriter(problems));
        assertThat(problems.toString()).isEmpty();
        return matches;
    }
}
