// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.holds;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTableTest {

    private static final Event MISSING = event("f", null);
    private static final Event A = event("f", "a");
    private static final Event A_AND_B = event("f", values("a", "b"));
    private static final Event B_AND_C = event("f", values("b", "c"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    # condition                     | missing | a | a,b | b,c
                    f == "a"                        |    F    | T |  T  |  F
                    f != "a"                        |    T    | F |  F  |  T
                    not f == "a"                    |    T    | F |  F  |  T
                    f in ("a", "x")                 |    F    | T |  T  |  F
                    f not in ("a", "x")             |    T    | F |  F  |  T
                    not f in ("a", "x")             |    T    | F |  F  |  T
                    f : "A"                         |    F    | T |  T  |  F
                    f like~ "A*"                    |    F    | T |  T  |  F
                    not f : "A"                     |    T    | F |  F  |  T
                    f == "a" and f == "b"           |    F    | F |  T  |  F
                    f == null                       |    T    | F |  F  |  F
                    f != null                       |    F    | T |  T  |  T
                    f > "a"                         |    F    | F |  T  |  T
                    not (f > "a")                   |    T    | T |  F  |  F
                    length(f) > 0                   |    F    | T |  T  |  T
                    not (length(f) > 5)             |    T    | T |  T  |  T
                    length(f) != 5                  |    T    | T |  T  |  T
                    concat(f, "x") == null          |    T    | F |  F  |  F
                    f like "*"                      |    F    | T |  T  |  T
                    f regex "[ab]"                  |    F    | T |  T  |  T
                    startsWith(f, "a")              |    F    | T |  T  |  F
                    not startsWith(f, "a")          |    T    | F |  F  |  T
                    startsWith(f, "a") == false     |    T    | F |  F  |  T
                    concat(f, f) == "ba"            |    F    | F |  T  |  F
                    f                               |    F    | F |  F  |  F
                    not f                           |    T    | T |  T  |  T
                    f < null                        |    F    | F |  F  |  F
                    not f < null                    |    T    | T |  T  |  T
                    """)
    void holdsAsTheTableSays(
            String condition, String missing, String a, String aAndB, String bAndC) {
        assertThat(holds(condition, event("g", 1L))).as("no such field").isEqualTo(is(missing));
        assertThat(holds(condition, MISSING)).as("missing").isEqualTo(is(missing));
        assertThat(holds(condition, A)).as("a").isEqualTo(is(a));
        assertThat(holds(condition, A_AND_B)).as("a and b").isEqualTo(is(aAndB));
        assertThat(holds(condition, B_AND_C)).as("b and c").isEqualTo(is(bAndC));
    }

    private static boolean is(String cell) {
        return cell.equals("T");
    }
}
