// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlKind;
import dev.tripline.toml.TomlSection;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one rule file. Everything that is wrong in it ends up in the file's errors; a rule comes
 * out only if nothing is.
 */
final class RuleReader {

    private static final String LANGUAGE = "eql";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");

    /** Read into components of {@link Rule}. */
    private static final Set<String> READ =
            Set.of(
                    "rule_id",
                    "name",
                    "description",
                    "severity",
                    "risk_score",
                    "type",
                    "language",
                    "enabled",
                    "query",
                    "event_category_override",
                    "tiebreaker_field",
                    "threat",
                    "references",
                    "false_positives",
                    "note",
                    "tags",
                    "risk_modifier",
                    "response",
                    "alert_suppression",
                    "eager");

    /** Kept in {@link Rule#other()}, but not with any value. */
    private static final Map<String, TomlKind> CHECKED =
            Map.ofEntries(
                    Map.entry("author", TomlKind.TEXTS),
                    Map.entry("index", TomlKind.TEXTS),
                    Map.entry("from", TomlKind.TEXT),
                    Map.entry("interval", TomlKind.TEXT),
                    Map.entry("license", TomlKind.TEXT),
                    Map.entry("setup", TomlKind.TEXT),
                    Map.entry("timestamp_override", TomlKind.TEXT),
                    Map.entry("building_block_type", TomlKind.TEXT),
                    Map.entry("version", TomlKind.WHOLE_NUMBER),
                    Map.entry("max_signals", TomlKind.WHOLE_NUMBER));

    private final TomlFile file;
    private final TomlSection rule;
    private final Schema schema;
    private final List<Exemption> exemptions;

    private RuleReader(TomlFile file, TomlSection rule, Schema schema, List<Exemption> exemptions) {
        this.file = file;
        this.rule = rule;
        this.schema = schema;
        this.exemptions = exemptions;
    }

    static Optional<Rule> read(TomlFile file, Schema schema, List<Exemption> exemptions) {
        if (!file.errors().isEmpty()) {
            // What a broken file seems to say is not worth further complaints.
            return Optional.empty();
        }
        Optional<TomlSection> section = file.section("rule");
        if (section.isEmpty() && file.errors().isEmpty()) {
            file.refuse(
                    TomlFile.START,
                    "there is no [rule] table; a rule needs one with rule_id, name, description,"
                            + " severity, risk_score, type and query");
        }
        return section.flatMap(rule -> new RuleReader(file, rule, schema, exemptions).read());
    }

    private Optional<Rule> read() {
        String id = id();
        String name = rule.requiredText("name");
        String description = rule.requiredText("description");
        Optional<RuleType> type = type();
        Suppression suppression =
                SuppressionReader.read(rule, id, type.equals(Optional.of(RuleType.THRESHOLD)));
        Optional<Grouping> grouping = type.flatMap(known -> grouping(known, suppression));
        Threshold threshold = grouping.orElse(null) instanceof Threshold counting ? counting : null;
        Risk risk = RiskReader.read(file, rule, schema, threshold);
        boolean enabled = rule.flag("enabled").orElse(true);
        String categoryField = field("event_category_override").orElse(Rule.DEFAULT_CATEGORY_FIELD);
        String tiebreakerField = field("tiebreaker_field").orElse(null);
        List<Threat> threats = ThreatReader.read(rule);
        List<String> references = rule.texts("references");
        List<String> falsePositives = rule.texts("false_positives");
        String note = rule.text("note").orElse(null);
        List<String> tags = rule.texts("tags");
        Response response = ResponseReader.read(rule);
        CHECKED.forEach(rule::holds);
        String queryText = rule.requiredText("query");
        Optional<Query> query =
                type.isEmpty() || queryText.isBlank()
                        ? Optional.empty()
                        : QueryReader.read(file, rule, "query", queryText, schema);
        query.ifPresent(read -> checkSingleEvents(type.orElseThrow(), read));
        boolean eager = eager(type.orElse(RuleType.EQL), query);
        if (!file.errors().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Rule(
                        id,
                        name,
                        description,
                        risk,
                        type.orElseThrow(),
                        enabled,
                        queryText,
                        query.orElseThrow(),
                        grouping.orElse(null),
                        categoryField,
                        tiebreakerField,
                        threats,
                        references,
                        falsePositives,
                        note,
                        tags,
                        response,
                        suppression == null || threshold == null
                                ? suppression
                                : suppression.of(threshold),
                        eager,
                        exemptions.stream().filter(one -> one.isFor(id)).toList(),
                        other(type.orElseThrow()),
                        file.name()));
    }

    /** An id becomes part of keys and names, so it stays one word. */
    private String id() {
        String id = rule.requiredText("rule_id");
        if (!id.isBlank() && !ID.matcher(id).matches()) {
            rule.refuse(
                    "rule_id",
                    "rule.rule_id is \""
                            + id
                            + "\"; use only letters, digits, \".\", \"-\" and \"_\"");
        }
        return id;
    }

    private Optional<RuleType> type() {
        String word = rule.requiredText("type");
        Optional<RuleType> type = RuleType.of(word);
        if (type.isEmpty() && !word.isBlank()) {
            rule.refuse(
                    "type",
                    "rules of type \"" + word + "\" are not supported; use " + RuleType.words());
        }
        type.ifPresent(this::checkLanguage);
        return type;
    }

    /** Elsewhere counting rules are written in other languages unless they say so. */
    private void checkLanguage(RuleType type) {
        Optional<String> language = rule.text("language");
        if (language.isEmpty() && rule.value("language") == null && type != RuleType.EQL) {
            rule.refuse(
                    "language", "rule.language is missing; write language = \"" + LANGUAGE + "\"");
        }
        if (language.isPresent() && !language.get().equals(LANGUAGE)) {
            rule.refuse(
                    "language",
                    "rule.language is \""
                            + language.get()
                            + "\"; a rule of type \""
                            + type.word()
                            + "\" is written in \""
                            + LANGUAGE
                            + "\"");
        }
    }

    /** Only a rule of type eql looks at several events by its query. */
    private void checkSingleEvents(RuleType type, Query query) {
        if (type == RuleType.EQL) {
            return;
        }
        SingleEvents.problem(query)
                .ifPresent(
                        problem ->
                                rule.refuse(
                                        "query",
                                        "the query of a rule of type \""
                                                + type.word()
                                                + "\" "
                                                + problem));
    }

    /** Read by type, so that a table for another type is kept as it is. */
    private Optional<Grouping> grouping(RuleType type, Suppression suppression) {
        return switch (type) {
            case EQL -> Optional.empty();
            case THRESHOLD ->
                    ThresholdReader.read(
                            rule, suppression == null ? Duration.ZERO : suppression.duration());
            case NEW_TERMS -> NewTermsReader.read(file, rule, schema);
        };
    }

    /**
     * What must not happen may still happen until the watermark has passed it, so there is nothing
     * to say before; and an {@code until} speaks against a match too often to begin with one.
     */
    private boolean eager(RuleType type, Optional<Query> query) {
        Optional<Boolean> asked = rule.flag("eager");
        if (query.isEmpty()) {
            return false;
        }
        if (type == RuleType.NEW_TERMS) {
            return asked.orElse(true);
        }
        boolean possible =
                query.get() instanceof SequenceQuery sequence
                        && sequence.pipes().isEmpty()
                        && sequence.terms().stream().noneMatch(Term::missing);
        if (asked.orElse(false) && !possible) {
            rule.refuse(
                    "eager",
                    "only new terms and sequences without missing events and pipes can alert before"
                            + " they are certain; remove rule.eager");
        }
        return possible && asked.orElse(((SequenceQuery) query.get()).until() == null);
    }

    private Optional<String> field(String key) {
        return rule.holds(key, TomlKind.TEXT)
                ? Optional.of(rule.requiredText(key))
                : Optional.empty();
    }

    private Map<String, Object> other(RuleType type) {
        Set<String> read = new HashSet<>(READ);
        if (type != RuleType.EQL) {
            read.add(type.word());
        }
        Map<String, Object> other = new LinkedHashMap<>(file.root().except(Set.of("rule")));
        other.put("rule", rule.except(read));
        return other;
    }
}
