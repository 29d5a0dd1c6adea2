// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.SequenceQuery;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowClassTest {

    @ParameterizedTest
    @CsvSource({
        "1ms, ONE_MINUTE",
        "1m, ONE_MINUTE",
        "60001ms, TEN_MINUTES",
        "10m, TEN_MINUTES",
        "601s, TWO_HOURS",
        "2h, TWO_HOURS",
        "3h, ONE_DAY",
        "1d, ONE_DAY"
    })
    void aPairRunsInTheSmallestWindowThatHoldsItsSpan(String span, WindowClass window) {
        assertThat(of("sequence with maxspan=" + span + " [any where true] [any where true]"))
                .contains(window);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sequence [any where true] [any where true]",
                "sequence with maxspan=25h [any where true] [any where true]",
                "sequence with maxspan=1m [any where true] with runs=2",
                "sequence with maxspan=1m [any where true] [any where true] with runs=2",
                "sequence with maxspan=1m [any where true] [any where true] [any where true]",
                "sequence with maxspan=1m [any where true] [any where true] until [any where true]",
                "sequence with maxspan=1m [any where true] ![any where true]"
            })
    void allElseIsForTheSequenceMachine(String query) {
        assertThat(of(query)).isEmpty();
    }

    @Test
    void whatTheEngineDoesNotRunIsRefusedInWords() {
        assertThat(refusal("sequence" + " [any where true]".repeat(64)))
                .get()
                .asString()
                .contains("63 terms");
        assertThat(refusal("any where true | head 1")).isEmpty();
        assertThat(refusal("sequence with maxspan=1m [any where true] ![any where true]"))
                .isEmpty();
        assertThat(refusal("sequence [any where true] [any where true]")).isEmpty();
    }

    private static Optional<WindowClass> of(String query) {
        return WindowClass.of((SequenceQuery) QueryRule.of("rule", query).query());
    }

    private static Optional<String> refusal(String query) {
        return UnsupportedQuery.reason(QueryRule.of("rule", query).query());
    }
}
