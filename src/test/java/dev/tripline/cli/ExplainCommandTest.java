// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import picocli.CommandLine;

class ExplainCommandTest {

    private static final String PROCESSES =
            """
            {"@timestamp": "2026-03-02T10:00:00Z", "event": {"id": "e1", "category": "process"}, "process": {"name": "curl", "args": ["curl", "-k"]}}
            {"@timestamp": "2026-03-02T10:00:01Z", "event": {"id": "e2", "category": ["process", "file"]}, "process": {"name": "wget", "args": ["wget", "-q"]}}

            {"@timestamp": "2026-03-02T10:00:02Z", "event": {"id": "e3", "category": "network"}}
            {"@timestamp": "2026-03-02T10:00:03Z", "event": {"id": "e4", "category": "file"}, "process": {"args": "-k"}}
            {"event": {"id": "e5"}}
            {"@timestamp": "2026-03-02T10:00:04Z", "event": {"id": "e6", "category": "network"}}
            """;

    private static final String QUERY =
            "process where process.args == \"-k\" and not (process.name : \"w*\" or length(process.name) > 9)";

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();

    @Test
    void showsWhatMatchesAndWhatNearlyDoes() throws Exception {
        assertThat(explain("--query", QUERY, events(PROCESSES))).isZero();
        assertThat(said())
                .isEqualTo(
                        """
                        events.ndjson:1  2026-03-02T10:00:00Z  e1
                          ✓ the query
                            ✓ event.category == "process"  ← "process"
                            ✓ process.args == "-k"  ← ["curl","-k"]
                            ✓ not
                              ✗ any of
                                ✗ process.name like~ ("w*")  ← "curl"
                                ✗ length(process.name) > 9  ← "curl"

                        events.ndjson:6  cannot be read (no-timestamp): has no @timestamp

                        nearest misses

                        events.ndjson:5  2026-03-02T10:00:03Z  e4
                          ✗ the query
                            ✗ event.category == "process"  ← "file"
                            ✓ process.args == "-k"  ← "-k"
                            ✓ not
                              ✗ any of
                                ✗ process.name like~ ("w*")  ← no value
                                ✗ length(process.name) > 9  ← no value

                        events.ndjson:2  2026-03-02T10:00:01Z  e2
                          ✗ the query
                            ✓ event.category == "process"  ← ["process","file"]
                            ✗ process.args == "-k"  ← ["wget","-q"]
                            ✗ not
                              ✓ any of
                                ✓ process.name like~ ("w*")  ← "wget"
                                ✗ length(process.name) > 9  ← "wget"

                        events.ndjson:4  2026-03-02T10:00:02Z  e3
                          ✗ the query
                            ✗ event.category == "process"  ← "network"
                            ✗ process.args == "-k"  ← no value
                            ✓ not
                              ✗ any of
                                ✗ process.name like~ ("w*")  ← no value
                                ✗ length(process.name) > 9  ← no value

                        events                               5
                        unreadable                           1
                        matches                              1
                        """);
    }

    @Test
    void showsEveryEventIfItIsToldTo() throws Exception {
        assertThat(explain("--all", "--query", QUERY, events(PROCESSES))).isZero();
        assertThat(said())
                .contains("e1\n", "e2\n", "e3\n", "e4\n", "e6\n")
                .doesNotContain("nearest misses");
    }

    @Test
    void tellsWhereTheChainsOfASequenceEnd() throws Exception {
        String events =
                """
                {"@timestamp": "2026-03-02T10:00:00Z", "kind": "b", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:01Z", "kind": "a", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:02Z", "kind": "a", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:12Z", "kind": "b", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:03Z", "kind": "a", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:01:13.5Z", "kind": "b", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:00:04Z", "kind": "a", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:05Z", "kind": "c", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:06Z", "kind": "a", "user": {"id": 4}}
                {"@timestamp": "2026-03-02T10:00:07Z", "kind": "c", "user": {"id": 5}}
                {"@timestamp": "2026-03-02T10:00:08Z", "kind": "a"}
                """;
        String query =
                """
                sequence by user.id with maxspan=10s
                  [any where kind == "a"] [any where kind == "b"] until [any where kind == "c"]""";

        assertThat(explain("--query", query, events(events))).isZero();
        String said = said();
        assertThat(said)
                .startsWith("events.ndjson:1  2026-03-02T10:00:00Z  ")
                .contains(
                        """
                          ✗ term 1
                            ✗ kind == "a"  ← "b"
                          ✓ term 2
                            ✓ kind == "b"  ← "b"
                          ✗ until
                            ✗ kind == "c"  ← "b"
                        """);
        assertThat(said.substring(said.indexOf("without a key")))
                .isEqualTo(
                        """
                        without a key
                          events.ndjson:11  term 1, but has no join key: no value for user.id

                        key [1]
                          2026-03-02T10:00:00Z  events.ndjson:1  term 2 finds no chain that waits for it
                          2026-03-02T10:00:01Z  events.ndjson:2  term 1 starts a chain
                          2026-03-02T10:00:02Z  events.ndjson:3  term 1 starts a chain
                          2026-03-02T10:00:02Z  events.ndjson:3  term 1 is newer than events.ndjson:2, which dies
                          2026-03-02T10:00:12Z  events.ndjson:4  term 2 completes events.ndjson:3 → events.ndjson:4: a match

                        key [2]
                          2026-03-02T10:00:03Z  events.ndjson:5  term 1 starts a chain
                          2026-03-02T10:01:13.500Z  events.ndjson:6  term 2 is too late for events.ndjson:5, which dies: 1 min 0.5 s beyond maxspan

                        key [3]
                          2026-03-02T10:00:04Z  events.ndjson:7  term 1 starts a chain
                          2026-03-02T10:00:05Z  events.ndjson:8  until ends events.ndjson:7

                        key [4]
                          2026-03-02T10:00:06Z  events.ndjson:9  term 1 starts a chain
                          at the end  events.ndjson:9 still waits for term 2

                        key [5]
                          2026-03-02T10:00:07Z  events.ndjson:10  is until, but no chain waits

                        events                              11
                        unreadable                           0
                        match term 1                         6
                        match term 2                         3
                        match until                          2
                        without a join key                   1
                        chains                               5
                          replaced by a newer one            1
                          too late                           1
                          ended by until                     1
                          still waiting                      1
                        matches                              1
                        """);
    }

    @Test
    void saysWhichRunOfATermAnEventIs() throws Exception {
        String event = "{\"@timestamp\": \"2026-03-02T10:00:0%dZ\", \"kind\": \"a\"}\n";

        assertThat(
                        explain(
                                "--query",
                                "sequence with maxspan=1m [any where kind == \"a\"] with runs=3",
                                events(event.formatted(1) + event.formatted(2))))
                .isZero();

        assertThat(said())
                .contains(
                        """
                        all events, without a key
                          2026-03-02T10:00:01Z  events.ndjson:1  term 1 (run 3) finds no chain that waits for it
                          2026-03-02T10:00:01Z  events.ndjson:1  term 1 (run 2) finds no chain that waits for it
                          2026-03-02T10:00:01Z  events.ndjson:1  term 1 (run 1) starts a chain
                          2026-03-02T10:00:02Z  events.ndjson:2  term 1 (run 3) finds no chain that waits for it
                          2026-03-02T10:00:02Z  events.ndjson:2  term 1 (run 2) makes events.ndjson:1 → events.ndjson:2
                          2026-03-02T10:00:02Z  events.ndjson:2  term 1 (run 1) starts a chain
                          at the end  events.ndjson:2 still waits for term 1 (run 2)
                          at the end  events.ndjson:1 → events.ndjson:2 still waits for term 1 (run 3)
                        """);
    }

    @Test
    void tellsWhichChainsDieOfAnEventThatMustBeMissing() throws Exception {
        String events =
                """
                {"@timestamp": "2026-03-02T10:00:00Z", "kind": "a", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:01Z", "kind": "b", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:02Z", "kind": "c", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:03Z", "kind": "a", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:00:04Z", "kind": "c", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:00:07.5Z", "kind": "d", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:00:05Z", "kind": "d", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:06Z", "kind": "a", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:06.0002Z", "kind": "b", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:07Z", "kind": "c", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:16.001Z", "kind": "d", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:17Z", "kind": "a", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:18Z", "kind": "c", "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:19Z", "kind": "d"}
                """;
        String query =
                """
                sequence by user.id with maxspan=10s
                  [any where kind == "a"] ![any where kind == "b"] [any where kind == "c"]
                  ![any where kind == "d"]""";

        assertThat(explain("--query", query, events(events))).isZero();
        assertThat(told())
                .isEqualTo(
                        """
                        without a key
                          events.ndjson:14  term 4, but has no join key: no value for user.id

                        key [1]
                          2026-03-02T10:00:00Z  events.ndjson:1  term 1 starts a chain
                          2026-03-02T10:00:01Z  events.ndjson:2  term 2 must be missing, but comes after events.ndjson:1
                          2026-03-02T10:00:02Z  events.ndjson:3  term 3 completes events.ndjson:1 → events.ndjson:3, which dies: term 2 must be missing, but events.ndjson:2 is between events.ndjson:1 and events.ndjson:3

                        key [2]
                          2026-03-02T10:00:03Z  events.ndjson:4  term 1 starts a chain
                          2026-03-02T10:00:04Z  events.ndjson:5  term 3 completes events.ndjson:4 → events.ndjson:5: a match unless term 4 comes within maxspan of events.ndjson:4
                          2026-03-02T10:00:07.500Z  events.ndjson:6  term 4 must be missing, but comes 4.5 s after events.ndjson:4, within maxspan: events.ndjson:4 → events.ndjson:5 dies

                        key [3]
                          2026-03-02T10:00:05Z  events.ndjson:7  term 4 must be missing, and is where it harms no chain
                          2026-03-02T10:00:06Z  events.ndjson:8  term 1 starts a chain
                          2026-03-02T10:00:06.000200Z  events.ndjson:9  term 2 must be missing, and is where it harms no chain
                          2026-03-02T10:00:07Z  events.ndjson:10  term 3 completes events.ndjson:8 → events.ndjson:10: a match unless term 4 comes within maxspan of events.ndjson:8
                          2026-03-02T10:00:16.001Z  events.ndjson:11  is beyond the span of events.ndjson:8 → events.ndjson:10, which is a match
                          2026-03-02T10:00:17Z  events.ndjson:12  term 1 starts a chain
                          2026-03-02T10:00:18Z  events.ndjson:13  term 3 completes events.ndjson:12 → events.ndjson:13: a match unless term 4 comes within maxspan of events.ndjson:12
                          at the end  events.ndjson:12 → events.ndjson:13 is a match: nothing came that must be missing

                        events                              14
                        unreadable                           0
                        match term 1                         4
                        match term 2                         2
                        match term 3                         4
                        match term 4                         4
                        without a join key                   1
                        chains                               4
                          replaced by a newer one            0
                          too late                           0
                          ended by until                     0
                          missing event present              2
                          still waiting                      0
                        matches                              2
                        """);
    }

    @Test
    void tellsWhichEventsMustBeMissingBeforeAChain() throws Exception {
        String events =
                """
                {"@timestamp": "2026-03-02T10:00:00Z", "kind": "a"}
                {"@timestamp": "2026-03-02T10:00:09Z", "kind": "b"}
                {"@timestamp": "2026-03-02T10:00:11Z", "kind": "b"}
                """;

        explain(
                "--query",
                "sequence with maxspan=10s ![any where kind == \"a\"] [any where kind == \"b\"]",
                events(events));

        assertThat(told())
                .startsWith(
                        """
                        all events, without a key
                          2026-03-02T10:00:00Z  events.ndjson:1  term 1 must be missing before a chain: noted
                          2026-03-02T10:00:09Z  events.ndjson:2  term 2 starts a chain
                          2026-03-02T10:00:09Z  events.ndjson:2  term 2 completes events.ndjson:2, which dies: term 1 must be missing, but events.ndjson:1 is 9 s before events.ndjson:2, within maxspan
                          2026-03-02T10:00:11Z  events.ndjson:3  term 2 starts a chain
                          2026-03-02T10:00:11Z  events.ndjson:3  term 2 completes events.ndjson:3: a match

                        """);
    }

    @Test
    void measuresFromTheMissingEventBeforeToTheMissingEventAfter() throws Exception {
        String events =
                """
                {"@timestamp": "2026-03-02T10:00:00Z", "kind": "a"}
                {"@timestamp": "2026-03-02T10:00:04Z", "kind": "b"}
                {"@timestamp": "2026-03-02T10:00:10Z", "kind": "c"}
                {"@timestamp": "2026-03-02T10:00:11Z", "kind": "b"}
                """;

        explain(
                "--query",
                """
                sequence with maxspan=10s
                  ![any where kind == "a"] [any where kind == "b"] ![any where kind == "c"]""",
                events(events));

        assertThat(told())
                .startsWith(
                        """
                        all events, without a key
                          2026-03-02T10:00:00Z  events.ndjson:1  term 1 must be missing before a chain: noted
                          2026-03-02T10:00:04Z  events.ndjson:2  term 2 starts a chain
                          2026-03-02T10:00:04Z  events.ndjson:2  term 2 completes events.ndjson:2: a match unless term 3 comes within maxspan of events.ndjson:1
                          2026-03-02T10:00:10Z  events.ndjson:3  term 3 must be missing, but comes 10 s after events.ndjson:1, within maxspan: events.ndjson:2 dies
                          2026-03-02T10:00:11Z  events.ndjson:4  term 2 starts a chain
                          2026-03-02T10:00:11Z  events.ndjson:4  term 2 completes events.ndjson:4: a match

                        """);
    }

    @Test
    void tellsWhatTheKeysOfASampleHaveAndLack() throws Exception {
        String events =
                """
                {"@timestamp": "2026-03-02T10:00:03Z", "kind": "a", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:02Z", "kind": "b", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:04Z", "kind": "b", "user": {"id": 1}}
                {"@timestamp": "2026-03-02T10:00:05Z", "kind": "a", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:00:06Z", "kind": "a", "user": {"id": 2}}
                {"@timestamp": "2026-03-02T10:00:07Z", "kind": ["a", "b"], "user": {"id": 3}}
                {"@timestamp": "2026-03-02T10:00:08Z", "kind": "b"}
                """;

        assertThat(
                        explain(
                                "--query",
                                "sample by user.id [any where kind == \"a\"] [any where kind == \"b\"]",
                                events(events)))
                .isZero();
        assertThat(told())
                .isEqualTo(
                        """
                        without a key
                          events.ndjson:7  term 2, but has no join key: no value for user.id

                        key [1]
                          2026-03-02T10:00:02Z  events.ndjson:2  matches term 2
                          2026-03-02T10:00:03Z  events.ndjson:1  matches term 1 and completes events.ndjson:1 (term 1), events.ndjson:2 (term 2): a match
                          2026-03-02T10:00:04Z  events.ndjson:3  matches term 2, but the key has its match and is silent

                        key [2]
                          2026-03-02T10:00:05Z  events.ndjson:4  matches term 1
                          2026-03-02T10:00:06Z  events.ndjson:5  matches term 1
                          at the end  no match: term 1 has 2 events, term 2 has no events

                        key [3]
                          2026-03-02T10:00:07Z  events.ndjson:6  matches term 1, term 2
                          at the end  no match: term 1, term 2 have only 1 event between them

                        events                               7
                        unreadable                           0
                        match term 1                         4
                        match term 2                         4
                        without a join key                   1
                        keys                                 3
                          lacking events                     2
                        matches                              1
                        """);
    }

    @Test
    void saysWhichMatchesAPipeLeavesOut() throws Exception {
        String events =
                """
                {"@timestamp": "2026-03-02T10:00:05Z", "kind": "a"}
                {"@timestamp": "2026-03-02T10:00:06Z", "kind": "b"}
                {"@timestamp": "2026-03-02T10:00:01Z", "kind": "a"}
                {"@timestamp": "2026-03-02T10:00:02Z", "kind": "b"}
                {"@timestamp": "2026-03-02T10:00:03Z", "kind": "a"}
                {"@timestamp": "2026-03-02T10:00:04Z", "kind": "b"}
                """;

        explain(
                "--query",
                "sequence [any where kind == \"a\"] [any where kind == \"b\"] | head 2 | tail 1",
                events(events));

        assertThat(said())
                .contains(
                        """
                        pipes
                          2026-03-02T10:00:02Z  events.ndjson:3 → events.ndjson:4  is left out by | tail 1
                          2026-03-02T10:00:04Z  events.ndjson:5 → events.ndjson:6  is kept
                          2026-03-02T10:00:06Z  events.ndjson:1 → events.ndjson:2  is left out by | head 2

                        """)
                .endsWith(
                        """
                        matches                              3
                          left out by pipes                  2
                          kept                               1
                        """);
    }

    @Test
    void saysWhichEventsAPipeLeavesOut() throws Exception {
        explain("--query", "file where true | tail 1", events(PROCESSES));

        assertThat(said())
                .contains(
                        """
                        pipes
                          2026-03-02T10:00:01Z  events.ndjson:2  is left out by | tail 1
                          2026-03-02T10:00:03Z  events.ndjson:5  is kept

                        """)
                .endsWith(
                        """
                        matches                              2
                          left out by pipes                  1
                          kept                               1
                        """);
    }

    @Test
    void masksTokens() throws Exception {
        Path events =
                events(
                        """
                        {"@timestamp": "2026-03-02T10:00:00Z", "process": {"args": ["curl", "Authorization: Bearer s3cr3ts3cr3t"]}}
                        """);

        assertThat(explain("--query", "any where process.args : \"*bearer*\"", events)).isZero();
        assertThat(said()).contains("Authorization: Bearer <token:").doesNotContain("s3cr3t");
    }

    @Test
    void explainsARuleOverAGzippedRecording() throws Exception {
        Path recording = directory.resolve("events.ndjson");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(recording))) {
            zipped.write(Files.readAllBytes(Path.of("job/demo/token-theft.ndjson")));
        }

        int code =
                explain(
                        "--format",
                        "auto",
                        "--cluster",
                        "demo",
                        "job/rules/token-access-then-kubernetes-api-request.toml",
                        recording);

        assertThat(code).isZero();
        assertThat(said()).contains("key [\"demo\",\"payments\",\"ledger-0\"]\n");
        assertThat(said().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("events 283", "unreadable 0", "matches 2");
    }

    @Test
    void refusesWhatItCannotExplain() throws Exception {
        Path events = events(PROCESSES);

        assertRefused("error: there is no file nowhere", "--query", "any where true", "nowhere");
        assertRefused(
                "1:13: unexpected `=`; compare with `==`; `=` only sets `maxspan` and `runs`",
                "--query",
                "any where x = 1",
                events);
        assertRefused(
                "error: there is no format csv; use one of auto, eks, aks, gke,",
                "--format",
                "csv",
                "--query",
                "any where true",
                events);
        assertRefused(
                "error: job/rules holds several rules; name the file of one", "job/rules", events);
        assertRefused("Usage: tripline explain", events);
        assertRefused("Usage: tripline explain", "--query", "any where true", "rule", events);
    }

    @Test
    void tellsOfAThresholdWhatEachGroupLacks() throws Exception {
        assertThat(
                        explain(
                                grouping("failed-logins"),
                                events(
                                        login(0, "alice")
                                                + login(1, "alice")
                                                + login(2, "alice")
                                                + login(3, "bob")
                                                + login(9, "bob")
                                                + login(4, null))))
                .isZero();
        assertThat(told())
                .isEqualTo(
                        """
                        without a key
                          events.ndjson:6  the query, but has no join key: no value for user.name

                        key ["alice"]
                          2026-03-02T10:02:00Z  events.ndjson:3  a match: 3 of 3 events within 5 min 0 s

                        key ["bob"]
                          2026-03-02T10:03:00Z  events.ndjson:4  no match: since events.ndjson:4 no more than 1 of 3 events within 5 min 0 s

                        events                               6
                        unreadable                           0
                        match the query                      6
                        without a join key                   1
                        keys                                 2
                        matches                              1
                        """);
    }

    @Test
    void tellsOfNewTermsWhichAreNewAndWhichAreOnlyLearned() throws Exception {
        assertThat(
                        explain(
                                "--format",
                                "kubernetes-audit",
                                grouping("new-namespace"),
                                events(
                                        list("a", 2, "shop")
                                                + list("b", 3, "shop")
                                                + list("c", 3, "kube-system")
                                                + list("d", 10, "vault"))))
                .isZero();
        assertThat(told())
                .isEqualTo(
                        """
                        key [null]
                          2026-03-02T10:00:00Z  events.ndjson:1  [null,"builder","shop"] is learned: no match before 2026-03-09T10:00:00Z
                          2026-03-03T10:00:00Z  events.ndjson:3  [null,"builder","kube-system"] is new: a match
                          2026-03-10T10:00:00Z  events.ndjson:4  [null,"builder","vault"] is new: a match

                        events                               4
                        unreadable                           0
                        match the query                      4
                        without a join key                   0
                        terms known                          1
                        terms learned                        1
                        matches                              2
                        """);
    }

    private static Path grouping(String rule) {
        return Path.of("src/test/resources/dev/tripline/rule/grouping", rule + ".toml");
    }

    private static String login(int minute, String user) {
        String who = user == null ? "{}" : "{\"name\": \"" + user + "\"}";
        return """
            {"@timestamp": "2026-03-02T10:0%d:00Z", "event": {"category": "authentication", "outcome": "failure"}, "user": %s}
            """
                .formatted(minute, who);
    }

    private static String list(String id, int day, String namespace) {
        return """
            {"kind": "Event", "apiVersion": "audit.k8s.io/v1", "auditID": "%s", "stage": "ResponseComplete", "verb": "list", "requestReceivedTimestamp": "2026-03-%02dT10:00:00Z", "requestURI": "/api/v1/namespaces/%s/pods", "user": {"username": "builder"}, "objectRef": {"resource": "pods", "namespace": "%s", "apiVersion": "v1"}}
            """
                .formatted(id, day, namespace, namespace);
    }

    /** {@link Tripline#main} throws what a command would have said on standard error. */
    private static void assertRefused(String message, Object... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "explain";
        for (int i = 0; i < arguments.length; i++) {
            line[i + 1] = arguments[i].toString();
        }
        assertThatThrownBy(() -> Tripline.main(line)).hasMessageContaining(message);
    }

    private int explain(Object... arguments) {
        String[] line = new String[arguments.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = arguments[i].toString();
        }
        CommandLine command = new CommandLine(new ExplainCommand());
        // Documents that are made up for a test are in no format that could be recognised.
        String[] withFormat =
                arguments[0].equals("--format") ? line : prepend("--format", "elastic-agent", line);
        return command.setOut(new PrintWriter(out, true)).execute(withFormat);
    }

    private static String[] prepend(String first, String second, String[] rest) {
        String[] all = new String[rest.length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(rest, 0, all, 2, rest.length);
        return all;
    }

    private String said() {
        return out.toString().replace(directory + "/", "");
    }

    /** What is said after the events themselves. */
    private String told() {
        return said().replaceFirst("(?s)^.*?\n(?=without a key\n|all events|key )", "");
    }

    private Path events(String lines) throws IOException {
        return Files.writeString(directory.resolve("events.ndjson"), lines, StandardCharsets.UTF_8);
    }
}
