// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Schema;
import dev.tripline.format.DerivedFields;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import dev.tripline.toml.TomlString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** Finds what a rule may say but hardly wants to. Nothing of it keeps the rule from running. */
public final class RuleWarnings {

    private final Rule rule;
    private final Schema schema;
    private final TomlFile file;
    private final TomlSection section;
    private final List<RuleError> warnings = new ArrayList<>();

    private RuleWarnings(Rule rule, Schema schema, TomlFile file) {
        this.rule = rule;
        this.schema = schema;
        this.file = file;
        this.section = file.section("rule").orElseThrow();
    }

    /** Like {@link #of(Rule, Schema)}, for fields that may hold anything and the shipped lists. */
    public static List<RuleError> of(Rule rule) throws IOException {
        return of(rule, DeploymentContext.SHIPPED.over(Schema.NONE));
    }

    /**
     * In the order of lines and columns.
     *
     * @param rule that was read with this schema and without errors
     * @throws IOException if its file cannot be read again
     */
    public static List<RuleError> of(Rule rule, Schema schema) throws IOException {
        TomlFile file = new TomlFile(rule.file(), Files.readString(Path.of(rule.file())));
        RuleWarnings found =
                new RuleWarnings(rule, schema.withKeywords(DerivedFields.names()), file);
        found.checkTests();
        found.checkRiskScore();
        found.checkQuery(found.section, "query", rule.queryText());
        for (TomlSection modifier : found.section.tables("risk_modifier")) {
            modifier.text("condition")
                    .ifPresent(query -> found.checkQuery(modifier, "condition", query));
        }
        Optional<TomlSection> newTerms = found.section.table(NewTermsReader.TABLE);
        for (String key : NewTermsReader.QUERIES) {
            newTerms.flatMap(table -> table.text(key))
                    .ifPresent(query -> found.checkQuery(newTerms.get(), key, query));
        }
        found.checkSuppression();
        found.checkGrouping();
        return found.warnings.stream().sorted().toList();
    }

    private void checkTests() {
        Path tests = RuleTestFile.beside(Path.of(rule.file()));
        if (!Files.exists(tests)) {
            warn(
                    section.valueOf("rule_id"),
                    "this rule has no tests; write some into " + tests.getFileName());
        }
    }

    private void checkRiskScore() {
        Severity said = rule.risk().severity();
        Severity scored = Severity.ofScore(rule.risk().score());
        if (Math.abs(scored.ordinal() - said.ordinal()) > 1) {
            warn(
                    section.valueOf("risk_score"),
                    "a risk_score of "
                            + rule.risk().score()
                            + " says "
                            + scored.word()
                            + ", the severity says "
                            + said.word()
                            + "; 1–39 is low, 40–69 medium, 70–89 high, from 90 critical");
        }
    }

    private void checkQuery(TomlSection table, String key, String query) {
        TomlString written = file.text().stringAt(table.valueOf(key));
        new WrittenQuery(query, written, rule.categoryField(), schema).warn(this::warn);
    }

    private void checkGrouping() {
        if (rule.type() == RuleType.EQL) {
            for (RuleType other : List.of(RuleType.THRESHOLD, RuleType.NEW_TERMS)) {
                if (section.value(other.word()) != null) {
                    warn(
                            section.valueOf(other.word()),
                            "[rule."
                                    + other.word()
                                    + "] does nothing in a rule of type \"eql\"; for its"
                                    + " conditions write type = \""
                                    + other.word()
                                    + "\"");
                }
            }
            return;
        }
        if (rule.grouping() instanceof Threshold threshold
                && threshold.value() == 1
                && threshold.cardinality().isEmpty()) {
            warn(
                    section.table(ThresholdReader.TABLE).orElseThrow().valueOf("value"),
                    "one event is enough, so the first of each group alerts; write a larger value,"
                            + " or conditions [[rule.threshold.cardinality]]");
        }
        for (String field : rule.grouping().fields()) {
            if (!rule.query().fields().contains(field)) {
                checkField(field, section.valueOf(rule.type().word()));
            }
        }
    }

    private void checkSuppression() {
        Optional<TomlSection> table = section.table("alert_suppression");
        if (table.isEmpty()) {
            return;
        }
        TomlPosition place = table.get().valueOf("group_by");
        for (String field : rule.suppression().groupBy()) {
            checkField(field, place);
            if (rule.grouping() instanceof Threshold threshold
                    && threshold.groupBy().stream().noneMatch(key -> key.field().equals(field))) {
                warn(
                        place,
                        "events that are counted together may differ in `"
                                + field
                                + "`, so which alert is theirs depends on which come first; add it"
                                + " to rule.threshold.field or take it away");
            }
        }
    }

    private void checkField(String field, TomlPosition place) {
        UnknownField.warning(field, schema).ifPresent(warning -> warn(place, warning));
    }

    private void warn(TomlPosition place, String message) {
        warnings.add(new RuleError(rule.file(), place.line(), place.column(), message));
    }
}
