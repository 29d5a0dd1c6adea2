// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.toml.TomlSection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the {@code [rule.alert_suppression]} table. */
final class SuppressionReader {

    /** That of a scheduled search which says nothing else: one alert for each of its runs. */
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(5);

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private static final long MAX_DAYS = 30;

    private static final String PUBLISHED_FORM = "seed-";

    private SuppressionReader() {}

    /**
     * @param ruleId of the rule that is being read
     * @param counts whether it is one with a threshold, which has groups already
     * @return {@code null} if all alerts are to be seen
     */
    static Suppression read(TomlSection rule, String ruleId, boolean counts) {
        Optional<TomlSection> table = rule.table("alert_suppression");
        if (table.isPresent() && ruleId.startsWith(PUBLISHED_FORM)) {
            rule.refuse(
                    "alert_suppression",
                    "a rule whose id begins with \""
                            + PUBLISHED_FORM
                            + "\" shows each alert that its published form raises; remove"
                            + " [rule.alert_suppression]");
        }
        return table.map(found -> suppression(found, counts)).orElse(null);
    }

    private static Suppression suppression(TomlSection table, boolean counts) {
        table.refuseOthers(List.of("group_by", "missing_fields_strategy", "duration"));
        List<String> groupBy = table.texts("group_by");
        if (!counts && table.value("group_by") == null) {
            table.refuse(
                    "group_by",
                    table.path("group_by")
                            + " is missing; name the fields that alerts which are about the same"
                            + " have in common: group_by = [\"…\"]");
        }
        // All alerts would lack such a field, and stand for each other.
        groupBy.stream()
                .flatMap(field -> MistakenField.in(field).stream())
                .forEach(mistake -> table.refuse("group_by", mistake));
        return new Suppression(
                groupBy,
                table.table("duration").map(SuppressionReader::duration).orElse(DEFAULT_DURATION),
                suppressMissing(table));
    }

    private static boolean suppressMissing(TomlSection table) {
        String strategy = table.text("missing_fields_strategy").orElse("suppress");
        if (!List.of("suppress", "doNotSuppress").contains(strategy)) {
            table.refuse(
                    "missing_fields_strategy",
                    table.path("missing_fields_strategy")
                            + " is \""
                            + strategy
                            + "\"; use one of suppress, doNotSuppress");
        }
        return strategy.equals("suppress");
    }

    private static Duration duration(TomlSection table) {
        table.refuseOthers(List.of("value", "unit"));
        OptionalLong value = table.requiredWholeNumber("value");
        String word = table.requiredText("unit");
        Duration unit = UNITS.get(word);
        if (unit == null && !word.isBlank()) {
            table.refuse(
                    "unit", table.path("unit") + " is \"" + word + "\"; use one of s, m, h, d");
        }
        if (value.isEmpty() || unit == null) {
            return DEFAULT_DURATION;
        }
        long most = Duration.ofDays(MAX_DAYS).dividedBy(unit);
        if (value.getAsLong() < 1 || value.getAsLong() > most) {
            table.refuse(
                    "value",
                    table.path("value")
                            + " is "
                            + value.getAsLong()
                            + "; use a whole number from 1 to "
                            + most
                            + ", which is "
                            + MAX_DAYS
                            + " days");
            return DEFAULT_DURATION;
        }
        return unit.multipliedBy(value.getAsLong());
    }
}
