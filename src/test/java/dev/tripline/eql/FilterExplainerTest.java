// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.parse;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import dev.tripline.event.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterExplainerTest {

    private static final Redactor REDACTOR = new Redactor(new byte[] {1});

    private static final Event EVENT =
            event("event.category", "process", "a", 1L, "b", values("x", "y"), "c", null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "process where true                                     | 0",
                "file where true                                        | 1",
                "file where a == 2 and b == \"z\"                       | 3",
                "process where a == 1 and (b == \"z\" or c == null)     | 0",
                "process where (a == 2 and a == 3) or (a == 4)          | 1",
                "any where not (a == 1 and b == \"x\")                  | 1",
                "any where not (a == 1 or b == \"x\")                   | 2",
                "any where not (not a == 2)                             | 1",
                "any where c == 1 and not b == \"y\"                    | 2"
            })
    void countsTheFewestLeavesThatKeepItFromMatching(String query, int leaves) {
        Explanation explanation = explain(query, EVENT);

        assertThat(explanation.leavesMissing()).isEqualTo(leaves);
        assertThat(explanation.holds()).isEqualTo(Events.matches(query, EVENT));
    }

    @Test
    void showsTheValuesThatALeafSaw() {
        Explanation explanation = explain("any where startsWith(b, c) and a != 1", EVENT);

        assertThat(explanation.kind()).isEqualTo(Explanation.Kind.ALL_OF);
        assertThat(explanation.parts().get(0).text()).isEqualTo("startsWith(b, c)");
        assertThat(explanation.parts().get(0).seen().get(0).value())
                .isEqualTo(new Object[] {"x", "y"});
        assertThat(explanation.parts().get(0).seen().get(1).value()).isNull();
        assertThat(explanation.parts().get(1).kind()).isEqualTo(Explanation.Kind.NOT);
        assertThat(explanation.parts().get(1).parts().get(0).holds()).isTrue();
    }

    @Test
    void showsNoSecrets() {
        Explanation explanation =
                explain("any where a : \"*\"", event("a", "Authorization: Bearer abcdefghijkl"));

        assertThat(explanation.holds()).isTrue();
        assertThat((String) explanation.seen().get(0).value())
                .startsWith("Authorization: Bearer <token:");
    }

    private static Explanation explain(String query, Event event) {
        EventFilter filter = ((EventQuery) parse(query)).filter();
        return new FilterExplainer(filter, event.fields(), "event.category", REDACTOR)
                .explain(event);
    }
}
