// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Locale;
import java.util.Map;

/** Words of other dialects and languages, and what says the same here. */
final class ForeignWords {

    private static final String ANY_VALUE = "a comparison holds if any value of a field does";

    private static final Map<String, String> FUNCTIONS =
            Map.of(
                    "match",
                    "write `field regex \"…\"`, which the whole value must fit",
                    "matchlite",
                    "write `field regex \"…\"`, which the whole value must fit",
                    "arraycontains",
                    ANY_VALUE + ": write `field == \"…\"`",
                    "arraysearch",
                    ANY_VALUE,
                    "arraycount",
                    ANY_VALUE + ", and values are not counted",
                    "safe",
                    "nothing needs it: what has no value is false");

    private static final Map<String, String> BEHIND_A_VALUE =
            Map.of(
                    "is", "compare with `== null` or `!= null`",
                    "exists", "a field with a value is `field != null`",
                    "contains", "write `field : \"*…*\"` or `stringContains(field, \"…\")`",
                    "startswith", "write `startsWith(field, \"…\")`",
                    "endswith", "write `endsWith(field, \"…\")`",
                    "matches", "write `field regex \"…\"`",
                    "between", "combine two comparisons with `and`",
                    "fork", "`fork` is not supported; write one sequence for each way");

    private static final Map<String, String> FIRST =
            Map.of(
                    "fork", "`fork` is not supported",
                    "macro", "macros are not supported; write the condition out",
                    "const", "constants are not supported; write the value out",
                    "select", "a query starts like `process where …` or `sequence by …`");

    private ForeignWords() {}

    /** What to write for a function that the language has not; null if the name says nothing. */
    static String function(String name) {
        return FUNCTIONS.get(name.toLowerCase(Locale.ROOT));
    }

    /** What to write for a word that cannot stand behind a value; null if the word says nothing. */
    static String behindValue(String word) {
        return BEHIND_A_VALUE.get(word.toLowerCase(Locale.ROOT));
    }

    /** What is wrong with a query that begins so; null if the word says nothing. */
    static String first(String word) {
        return FIRST.get(word.toLowerCase(Locale.ROOT));
    }
}
