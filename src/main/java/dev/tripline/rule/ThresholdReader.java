// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.JoinKey;
import dev.tripline.toml.TomlSection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code [rule.threshold]}; what is wrong in it is reported. */
final class ThresholdReader {

    static final String TABLE = "threshold";

    private static final List<String> KEYS =
            List.of("field", "value", "window", "match", "cardinality");
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    /** As many events as may have to be remembered for one group. */
    private static final int LARGEST_VALUE = 10_000;

    private ThresholdReader() {}

    /**
     * @param suppression how long an alert speaks for what follows; zero if the rule does not say
     * @return empty after a report that the table is missing
     */
    static Optional<Grouping> read(TomlSection rule, Duration suppression) {
        return rule.requiredTable(TABLE).map(table -> threshold(table, suppression));
    }

    private static Threshold threshold(TomlSection table, Duration suppression) {
        table.refuseOthers(KEYS);
        if (table.value("field") == null) {
            table.refuse(
                    "field",
                    "rule.threshold.field is missing; name the fields of a group: field ="
                            + " [\"user.name\"], or field = [] to count all events together");
        }
        List<JoinKey> groupBy = FieldNames.read(table, "field");
        int value = value(table);
        Duration window = window(table);
        List<Threshold.Cardinality> cardinality =
                table.tables("cardinality").stream().map(ThresholdReader::cardinality).toList();
        return new Threshold(
                groupBy,
                value,
                window,
                match(table),
                cardinality,
                window.compareTo(suppression) < 0 ? suppression : window);
    }

    private static Threshold.Cardinality cardinality(TomlSection table) {
        table.refuseOthers(List.of("field", "value"));
        List<JoinKey> fields = FieldNames.read(table, "field");
        if (fields.isEmpty()) {
            table.refuse(
                    "field",
                    table.path("field")
                            + " names no field; name the field whose values are counted:"
                            + " field = \"host.name\"");
        }
        return new Threshold.Cardinality(fields, value(table));
    }

    private static int value(TomlSection table) {
        OptionalLong value = table.requiredWholeNumber("value");
        if (value.isPresent() && (value.getAsLong() < 1 || value.getAsLong() > LARGEST_VALUE)) {
            table.refuse(
                    "value",
                    table.path("value")
                            + " is "
                            + value.getAsLong()
                            + "; use a whole number from 1 to "
                            + LARGEST_VALUE);
            return 1;
        }
        return (int) value.orElse(1);
    }

    private static Duration window(TomlSection table) {
        Optional<String> text = table.text("window");
        if (text.isEmpty()) {
            return DEFAULT_WINDOW;
        }
        Optional<Duration> window =
                SpanText.parse(text.get())
                        .filter(span -> !span.isZero() && span.compareTo(LONGEST_WINDOW) <= 0);
        if (window.isEmpty()) {
            table.refuse(
                    "window",
                    "rule.threshold.window is \""
                            + text.get()
                            + "\"; use a number with a unit (s, m, h, d), such as \"5m\", up to"
                            + " \"7d\"");
        }
        return window.orElse(DEFAULT_WINDOW);
    }

    private static Threshold.Match match(TomlSection table) {
        String word = table.text("match").orElse("all");
        if (!word.equals("all") && !word.equals("any")) {
            table.refuse(
                    "match",
                    "rule.threshold.match is \""
                            + word
                            + "\"; use \"all\" or \"any\" of the conditions");
        }
        return word.equals("any") ? Threshold.Match.ANY : Threshold.Match.ALL;
    }
}
