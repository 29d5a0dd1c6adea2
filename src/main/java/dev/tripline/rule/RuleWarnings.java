// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EqlWarning;
import dev.tripline.eql.FieldMention;
import dev.tripline.eql.QueryWarnings;
import dev.tripline.eql.Schema;
import dev.tripline.eql.Suggestion;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.FieldRoots;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import dev.tripline.toml.TomlString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlPosition;

/** Finds what a rule may say but hardly wants to. Nothing of it keeps the rule from running. */
public final class RuleWarnings {

    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final List<Integer> BAND_STARTS = List.of(40, 70, 90);

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
        found.checkQuery();
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
        int band = (int) BAND_STARTS.stream().filter(start -> rule.riskScore() >= start).count();
        if (Math.abs(band - SEVERITIES.indexOf(rule.severity())) > 1) {
            warn(
                    section.valueOf("risk_score"),
                    "a risk_score of "
                            + rule.riskScore()
                            + " says "
                            + SEVERITIES.get(band).word()
                            + ", the severity says "
                            + rule.severity().word()
                            + "; 1–39 is low, 40–69 medium, 70–89 high, from 90 critical");
        }
    }

    private void checkQuery() {
        TomlString written = file.text().stringAt(section.valueOf("query"));
        for (EqlWarning warning :
                QueryWarnings.of(rule.queryText(), rule.categoryField(), schema)) {
            warn(written.at(warning.line(), warning.column()), warning.message());
        }
        Set<String> named = new HashSet<>();
        for (FieldMention mention : FieldMention.in(rule.queryText())) {
            String root = FieldRoots.of(mention.field());
            if (!schema.declares(mention.field())
                    && !FieldRoots.all().contains(root)
                    && named.add(mention.field())) {
                warn(
                        written.at(mention.line(), mention.column()),
                        "no known source has a field `"
                                + mention.field()
                                + "`; "
                                + remedy(mention.field(), root));
            }
        }
    }

    /** Between long and short names anything is near, so both must be about as long. */
    private static String remedy(String field, String root) {
        List<String> alike =
                FieldRoots.all().stream()
                        .filter(known -> Math.abs(known.length() - root.length()) <= 1)
                        .toList();
        String nearest = Suggestion.nearest(root, alike);
        return nearest == null
                ? "fields have the names of the Elastic Common Schema"
                : "did you mean `" + nearest + field.substring(root.length()) + "`?";
    }

    private void warn(TomlPosition place, String message) {
        warnings.add(new RuleError(rule.file(), place.line(), place.column(), message));
    }
}
