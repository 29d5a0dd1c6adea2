// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.intake.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void saysWhatWasLeftOutOnlyWhenSomethingWas() {
        assertThat(printed(Map.of("events-read:audit", 5L, "events-evaluated:audit", 5L)))
                .containsExactly(
                        "events read 5",
                        "evaluated 5",
                        "duplicates 0",
                        "dead-lettered 0",
                        "alerts 0");
        assertThat(
                        printed(
                                Map.of(
                                        Tally.KEYS_CUT,
                                        1L,
                                        "hits-late:theft from audit",
                                        2L,
                                        "hits-late:theft from runtime",
                                        3L,
                                        "hits-duplicate:theft",
                                        4L)))
                .contains(
                        "with too many join keys 1",
                        "hits counted before 4",
                        "theft 4",
                        "hits too late 5",
                        "theft from audit 2",
                        "theft from runtime 3");
    }

    @Test
    void accountsForEachOfSeveralSources() {
        assertThat(
                        printed(
                                Map.of(
                                        "events-read:b", 9L,
                                        "events-evaluated:b", 4L,
                                        "events-duplicate:b", 3L,
                                        "events-dead-lettered:b", 2L,
                                        "events-read:a", 1L,
                                        "events-evaluated:a", 1L)))
                .containsExactly(
                        "events read 10",
                        "evaluated 5",
                        "duplicates 3",
                        "dead-lettered 2",
                        "source a",
                        "events read 1",
                        "evaluated 1",
                        "duplicates 0",
                        "dead-lettered 0",
                        "source b",
                        "events read 9",
                        "evaluated 4",
                        "duplicates 3",
                        "dead-lettered 2",
                        "alerts 0");
    }

    private static List<String> printed(Map<String, Object> counts) {
        StringWriter out = new StringWriter();
        Summary.of(counts, List.of()).print(new PrintWriter(out));
        return out.toString()
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
