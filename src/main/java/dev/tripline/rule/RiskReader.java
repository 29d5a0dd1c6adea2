// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads severity, risk score and the {@code [[rule.risk_modifier]]} tables. */
final class RiskReader {

    private final TomlFile file;
    private final TomlSection rule;
    private final Schema schema;

    private RiskReader(TomlFile file, TomlSection rule, Schema schema) {
        this.file = file;
        this.rule = rule;
        this.schema = schema;
    }

    /**
     * @return of no use if something is wrong in it, which the file then knows
     */
    static Risk read(TomlFile file, TomlSection rule, Schema schema) {
        RiskReader reader = new RiskReader(file, rule, schema);
        return new Risk(reader.severity(), reader.score(), reader.modifiers());
    }

    private Severity severity() {
        String word = rule.requiredText("severity");
        Optional<Severity> severity = Severity.of(word);
        if (severity.isEmpty() && !word.isBlank()) {
            rule.refuse(
                    "severity",
                    "rule.severity is \"" + word + "\"; use one of " + Severity.words());
        }
        return severity.orElse(null);
    }

    private int score() {
        OptionalLong score = rule.requiredWholeNumber("risk_score");
        if (score.isPresent() && (score.getAsLong() < 0 || score.getAsLong() > Risk.MAX_SCORE)) {
            rule.refuse(
                    "risk_score",
                    "rule.risk_score is "
                            + score.getAsLong()
                            + "; use a whole number from 0 to "
                            + Risk.MAX_SCORE);
            return 0;
        }
        return (int) score.orElse(0);
    }

    private List<RiskModifier> modifiers() {
        List<RiskModifier> modifiers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TomlSection table : rule.tables("risk_modifier")) {
            RiskModifier modifier = modifier(table);
            modifiers.add(modifier);
            if (!modifier.name().isEmpty() && !names.add(modifier.name())) {
                table.refuse(
                        "name",
                        table.path("name")
                                + " \""
                                + modifier.name()
                                + "\" belongs to another modifier of this rule; give one of the two"
                                + " another name");
            }
            if (modifiers.size() == Risk.MAX_MODIFIERS + 1) {
                table.refuse(
                        "name",
                        "a rule has at most "
                                + Risk.MAX_MODIFIERS
                                + " risk modifiers; join some of their conditions by `or`");
            }
        }
        return modifiers;
    }

    private RiskModifier modifier(TomlSection table) {
        table.refuseOthers(List.of("name", "condition", "score"));
        String name = table.requiredText("name");
        String condition = table.requiredText("condition");
        EventQuery query =
                condition.isBlank()
                        ? null
                        : QueryReader.read(file, table, "condition", condition, schema)
                                .map(parsed -> onSingleEvents(table, parsed))
                                .orElse(null);
        return new RiskModifier(name, query, score(table));
    }

    private static EventQuery onSingleEvents(TomlSection table, Query query) {
        if (query instanceof EventQuery onEvents && onEvents.pipes().isEmpty()) {
            return onEvents;
        }
        table.refuse(
                "condition",
                table.path("condition")
                        + " is no condition on single events; write `any where …`, without pipes");
        return null;
    }

    private static int score(TomlSection table) {
        OptionalLong score = table.requiredWholeNumber("score");
        if (score.isEmpty()) {
            return 0;
        }
        long points = score.getAsLong();
        if (points == 0 || Math.abs(points) > Risk.MAX_SCORE) {
            table.refuse(
                    "score",
                    table.path("score")
                            + " is "
                            + points
                            + "; use a whole number from -"
                            + Risk.MAX_SCORE
                            + " to "
                            + Risk.MAX_SCORE
                            + " that is not 0");
            return 0;
        }
        return (int) points;
    }
}
