// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sequences alert before they are certain. */
class EagerTest {

    private static final String QUERY = "process where process.name == \"sh\"";

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "any where true ; false",
                "sample by a [any where true] [any where true] ; false",
                "sequence by a [any where true] [any where true] ; true",
                "sequence by a [any where true] with runs=3 ; true",
                "sequence by a [any where true] [any where true] until [any where true] ; false",
                "sequence by a with maxspan=1m [any where true] ![any where true] ; false",
                "sequence by a [any where true] [any where true] | head 1 ; false"
            })
    void areThoseThatHardlyAnythingCanSpeakAgainst(String query, boolean eager) throws Exception {
        assertThat(load(query, "").orThrow().get(0).eager()).isEqualTo(eager);
    }

    @Test
    void anUntilCanBeAskedFor() throws Exception {
        String query = "sequence by a [any where true] [any where true] until [any where true]";

        assertThat(load(query, "eager = true").orThrow().get(0).eager()).isTrue();
    }

    @Test
    void anySequenceCanBeMadeToWait() throws Exception {
        String query = "sequence by a [any where true] [any where true]";

        assertThat(load(query, "eager = false").orThrow().get(0).eager()).isFalse();
    }

    @Test
    void whatMayStillHappenCannotBeMissing() throws Exception {
        String query = "sequence by a with maxspan=1m [any where true] ![any where true]";

        assertThat(load(query, "eager = true").errors())
                .singleElement()
                .satisfies(error -> assertThat(error.line()).isEqualTo(12))
                .extracting(RuleError::message)
                .isEqualTo(
                        "only new terms and sequences without missing events and pipes can alert"
                                + " before they are certain; remove rule.eager");
    }

    private LoadedRules load(String query, String line) throws Exception {
        String rule =
                RuleText.with("language = \"eql\"", "language = \"eql\"\n" + line)
                        .replace(QUERY, query);
        return RuleLoader.load(Files.writeString(directory.resolve("rule.toml"), rule));
    }
}
