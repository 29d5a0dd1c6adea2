// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.JoinKey;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.rule.RiskModifier.Condition;
import dev.tripline.rule.RiskModifier.OnCount;
import dev.tripline.rule.RiskModifier.OnDistinct;
import dev.tripline.rule.RiskModifier.OnEvents;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads severity, risk score and the {@code [[rule.risk_modifier]]} tables. */
final class RiskReader {

    private static final String CONDITION = "condition";
    private static final String COUNT = "count";
    private static final String CARDINALITY = "cardinality";

    private final TomlFile file;
    private final TomlSection rule;
    private final Schema schema;
    private final Threshold threshold;

    private RiskReader(TomlFile file, TomlSection rule, Schema schema, Threshold threshold) {
        this.file = file;
        this.rule = rule;
        this.schema = schema;
        this.threshold = threshold;
    }

    /**
     * @param threshold of the rule, {@code null} if it has none
     * @return of no use if something is wrong in it, which the file then knows
     */
    static Risk read(TomlFile file, TomlSection rule, Schema schema, Threshold threshold) {
        RiskReader reader = new RiskReader(file, rule, schema, threshold);
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
        table.refuseOthers(List.of("name", CONDITION, COUNT, CARDINALITY, "score"));
        String name = table.requiredText("name");
        List<String> said =
                Stream.of(CONDITION, COUNT, CARDINALITY)
                        .filter(key -> table.value(key) != null)
                        .toList();
        if (said.size() > 1) {
            table.refuse(
                    said.get(1),
                    table.path(said.get(1))
                            + " stands beside "
                            + said.get(0)
                            + "; give each a modifier of its own");
        }
        return new RiskModifier(
                name, condition(table, said.isEmpty() ? CONDITION : said.get(0)), score(table));
    }

    /**
     * @return {@code null} after a report
     */
    private Condition condition(TomlSection table, String key) {
        if (key.equals(CONDITION)) {
            String condition = table.requiredText(CONDITION);
            return condition.isBlank()
                    ? null
                    : QueryReader.read(file, table, CONDITION, condition, schema)
                            .map(parsed -> onSingleEvents(table, parsed))
                            .orElse(null);
        }
        if (threshold == null) {
            table.refuse(
                    key,
                    table.path(key)
                            + " asks for what only a rule of type \"threshold\" counts; write a"
                            + " condition on its events: condition = \"any where …\"");
            return null;
        }
        return key.equals(COUNT)
                ? new OnCount(least(table, COUNT))
                : table.table(CARDINALITY).map(this::onDistinct).orElse(null);
    }

    private Condition onDistinct(TomlSection table) {
        table.refuseOthers(List.of("field", "value"));
        String asked =
                FieldNames.read(table, "field").stream()
                        .map(JoinKey::field)
                        .collect(Collectors.joining(", "));
        List<String> counted =
                threshold.cardinality().stream().map(Threshold.Cardinality::name).toList();
        if (!counted.contains(asked)) {
            table.refuse(
                    "field",
                    "the rule counts no values of \""
                            + asked
                            + "\"; use what a [[rule.threshold.cardinality]] of it counts"
                            + (counted.isEmpty() ? "" : ": " + String.join("; ", counted)));
        }
        return new OnDistinct(counted.indexOf(asked), least(table, "value"));
    }

    private static long least(TomlSection table, String key) {
        long least = table.requiredWholeNumber(key).orElse(1);
        if (least < 1) {
            table.refuse(key, table.path(key) + " is " + least + "; use a whole number from 1");
        }
        return least;
    }

    private static Condition onSingleEvents(TomlSection table, Query query) {
        if (query instanceof EventQuery onEvents && onEvents.pipes().isEmpty()) {
            return new OnEvents(onEvents);
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
