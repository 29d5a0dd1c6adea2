// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.holds;
import static dev.tripline.eql.Events.matches;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {

    private static final Event EVENT =
            event(
                    "text",
                    "Hello",
                    "digits",
                    "42",
                    "padded",
                    "042",
                    "number",
                    42L,
                    "decimal",
                    1.5,
                    "whole",
                    3.0,
                    "large",
                    9007199254740993L,
                    "lowest",
                    Long.MIN_VALUE,
                    "negative",
                    -7L,
                    "flag",
                    true,
                    "off",
                    false,
                    "yes",
                    "true",
                    "empty",
                    "",
                    "many",
                    values(50L, 300L),
                    "mixed",
                    values("x", 5L, true),
                    "greek",
                    "ΑΘΗΝΑ",
                    "lines",
                    "a\nb",
                    "path",
                    "C:\\Temp\\100%_done?");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text == \"Hello\"",
                "not text == \"hello\"",
                "not text == \"Hel*\"",
                "empty == \"\" and empty != null",
                "text > \"Hallo\" and text >= \"Hello\" and text < \"hello\" and text <= \"Hello\"",
                "number == 42 and number == 42.0 and number > 41.5 and number <= 42",
                "decimal > 1 and decimal < 2 and decimal == 1.5 and decimal != 1",
                "whole == 3",
                "flag == true and flag and flag != false and off == false and not off",
                "yes == true and yes and not yes == false",
                "text != true and not text",
                "many > 100 and many < 100",
                "not (many > 300)",
                "large == 9007199254740993 and large > 9007199254740992.0",
                "lowest == -9223372036854775807 - 1",
                "not missing > 1 and not missing <= 1"
            })
    void comparisonsHold(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digits == 42",
                "padded == 42",
                "digits > 41 and digits < 43",
                "number == \"42\"",
                "not number == \"042\"",
                "decimal == \"1.5\" and whole == \"3.0\" and not whole == \"3\"",
                "flag == \"true\" and not flag == \"TRUE\"",
                "not text > 1 and not text <= 1",
                "not flag == 1",
                "number in (\"42\", \"x\") and not number in (\"042\")",
                "digits in (1, 42) and padded in (42.0, 7)",
                "whole in (3) and number in (42.0)",
                "yes in (true) and flag in (true, false) and flag in (\"true\")",
                "mixed == \"5\" and mixed == 5 and mixed == true and mixed == \"x\"",
                "number : \"4?\" and flag like \"t*\" and number regex \"[0-9]+\""
            })
    void theLiteralSaysHowToCompare(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text in~ (\"HELLO\") and not text in (\"HELLO\") and not text in~ (\"H*\")",
                "number in~ (\"42\")",
                "text : \"hello\" and text : \"h*O\" and text like~ \"HELL?\"",
                "text like \"H*\" and text like \"*lo\" and text like \"*ell*\" and text like \"H?l*\"",
                "not text like \"h*\" and not text like \"*LO\" and not text like \"*ELL*\"",
                "text : (\"x\", \"*LO\") and text : (\"x\", \"*ELL*\") and text : (\"y\", \"hE*\")",
                "not text like \"ello\" and not text like \"?ello?\"",
                "text like \"*\" and empty like \"*\" and not empty like \"?*\" and text like \"?*\"",
                "not missing like \"*\" and number like \"*\" and many like \"**\"",
                "lines like \"a*b\" and lines like \"a?b\" and lines regex \"a.b\"",
                "path like \"C:\\\\Temp\\\\*\" and path like \"*%_*\" and not path like \"*%%*\"",
                "path like \"*done?\" and path : \"c:\\\\temp*\""
            })
    void wildcardsMatchTheWholeValue(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not greek : \"αθηνα\"",
                "greek : \"ΑΘΗΝΑ\"",
                "not greek in~ (\"αθηνα\")",
                "string(greek) : \"αθηνα\"",
                "string(greek) in~ (\"αθηνα\")",
                "concat(greek, \"x\") like~ \"αθ*X\""
            })
    void caseIsAsciiForFieldsAndFullForComputedText(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text regex \"H.*\" and not text regex \"h.*\" and not text regex \"ell\"",
                "text regex~ \"hELLo\" and text regex (\"x\", \"Hel+o\")",
                "text regex \"Hel{2}o\" and text regex \"[A-Z][a-z]+\"",
                "digits regex \"<1-50>\" and not digits regex \"<1-41>\"",
                "text regex \"~(x.*)\" and text regex \"@&.*o\" and not text regex \"#\"",
                "text regex \"\\\"Hello\\\"\" and text regex \"\\\\w+\" and digits regex \"\\\\d\\\\d\"",
                "not text regex \"^Hello$\"",
                "text regex~ \"[A-H]EL{2}[m-o]\" and not text regex~ \"[a-h]ello\"",
                "text regex~ \"[^a-h]ello\" and not text regex~ \"[^h]ello|~(hELLO)\"",
                "empty regex~ \"a|()\" and empty regex \"a|()\" and text regex~ \"HELLO|()\"",
                "greek regex~ \"ΑΘΗΝΑ\" and not greek regex~ \"αθηνα|[α-ω]+\"",
                "text regex (\"x.*\", \"y|Hello|z\") and not text regex (\"x.*\", \"y|hello\")",
                "not missing regex \".*\""
            })
    void regularExpressionsAreLucenes(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number + 1 == 43 and number - 50 == -8 and number * 2 == 84",
                "number / 5 == 8 and negative / 2 == -3 and number / 5.0 == 8.4",
                "number % 5 == 2 and negative % 4 == -3 and decimal % 1 == 0.5",
                "-number == -42 and -decimal == -1.5 and +number == 42",
                "digits + 1 == 43",
                "4 / 3 == 1 and 4 / 3.0 > 1.33",
                "many + many == 350 and many + many == 100",
                "(number + 1) in (43)",
                "number + missing == null and not number + missing > 0",
            })
    void arithmeticIsExact(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number / 0 == 0",
                "number % 0 == 0",
                "decimal / 0 > 0",
                "lowest - 1 < 0",
                "-lowest < 0",
                "lowest / -1 > 0",
                "large * large > 0",
                "text + 1 > 0",
                "flag + 1 > 0"
            })
    void arithmeticWithoutAResultHasNoValue(String condition) {
        assertThat(holds(condition, EVENT)).isFalse();
        assertThat(holds("not (" + condition + ")", EVENT)).isTrue();
    }

    @Test
    void textIsOrderedByCodePoint() {
        Event event = event("f", "\uD83D\uDE00");

        assertThat(holds("f > \"\uFFFD\"", event)).isTrue();
    }

    @Test
    void conditionsInsideValuesPropagateNull() {
        assertThat(holds("string(text == \"Hello\") == \"true\"", EVENT)).isTrue();
        assertThat(holds("string(missing == \"Hello\") == null", EVENT)).isTrue();
        assertThat(holds("string(missing == 1 or flag) == \"true\"", EVENT)).isTrue();
        assertThat(holds("string(missing == 1 and off) == \"false\"", EVENT)).isTrue();
        assertThat(holds("string(not missing == 1) == null", EVENT)).isTrue();
        assertThat(holds("string(missing == null) == \"true\"", EVENT)).isTrue();
    }

    @Test
    void aSearchOverTooManyChoicesEndsWithoutAMatch() {
        Object[] many = new Object[1000];
        java.util.Arrays.fill(many, "x");

        assertThat(holds("concat(f, f, f, f, f) == \"y\"", event("f", many))).isFalse();
    }

    @Nested
    class Category {

        @Test
        void anyValueOfTheFieldIsEnough() {
            assertThat(matches("file where true", event("event.category", values("x", "file"))))
                    .isTrue();
        }

        @Test
        void caseMatters() {
            assertThat(matches("file where true", event("event.category", "File"))).isFalse();
        }

        @Test
        void anEventWithoutOneMatchesOnlyAny() {
            assertThat(matches("file where true", event("event.category", null))).isFalse();
            assertThat(matches("file where true", event("x", "file"))).isFalse();
            assertThat(matches("any where true", event("x", "file"))).isTrue();
        }
    }
}
