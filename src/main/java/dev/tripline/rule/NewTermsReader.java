// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.JoinKey;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.format.DerivedFields;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlKind;
import dev.tripline.toml.TomlSection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads {@code [rule.new_terms]}; what is wrong in it is reported. */
final class NewTermsReader {

    static final String TABLE = "new_terms";

    private static final String START = "learning_start";
    private static final String EXEMPT = "learning_exempt";

    /** What is EQL in the table. */
    static final List<String> QUERIES = List.of(START, EXEMPT);

    private static final String HISTORY = "history_window_start";
    private static final List<String> KEYS =
            List.of(
                    "field",
                    "value",
                    "learning_by",
                    START,
                    "learning_period",
                    EXEMPT,
                    "max_terms",
                    HISTORY);
    private static final String NOW = "now-";
    private static final Duration DEFAULT_LEARNING = Duration.ofDays(7);
    private static final Duration LONGEST_HISTORY = Duration.ofDays(366);
    private static final int DEFAULT_MAX_TERMS = 1_000_000;
    private static final int LARGEST_MAX_TERMS = 10_000_000;

    private final TomlFile file;
    private final TomlSection table;
    private final Schema schema;

    private NewTermsReader(TomlFile file, TomlSection table, Schema schema) {
        this.file = file;
        this.table = table;
        this.schema = schema;
    }

    /** Empty after a report that the table is missing. */
    static Optional<Grouping> read(TomlFile file, TomlSection rule, Schema schema) {
        return rule.requiredTable(TABLE)
                .map(table -> new NewTermsReader(file, table, schema).read());
    }

    private NewTerms read() {
        table.refuseOthers(KEYS);
        says(table, "field", "new_terms_fields");
        List<JoinKey> terms = FieldNames.read(table, "value");
        if (terms.isEmpty()) {
            table.refuse(
                    "value",
                    "rule.new_terms.value names no field; name the fields that make a term:"
                            + " value = [\"user.name\"]");
        }
        return new NewTerms(
                terms,
                history(),
                learningBy(terms),
                query(START),
                learningPeriod(),
                query(EXEMPT),
                maxTerms());
    }

    /** Public rule files say so twice; anything else is not meant for this table. */
    private static void says(TomlSection section, String key, String word) {
        Optional<String> said = section.text(key);
        if (said.isPresent() && !said.get().equals(word)) {
            section.refuse(
                    key,
                    section.path(key)
                            + " is \""
                            + said.get()
                            + "\"; it is always \""
                            + word
                            + "\", the fields stand in value");
        }
    }

    private Duration history() {
        List<TomlSection> starts = table.tables(HISTORY);
        if (starts.size() != 1) {
            table.refuse(
                    HISTORY,
                    "there must be one [[rule.new_terms.history_window_start]]; write field ="
                            + " \"history_window_start\" and value = \"now-30d\" under it");
            return LONGEST_HISTORY;
        }
        TomlSection start = starts.get(0);
        says(start, "field", HISTORY);
        String text = start.requiredText("value");
        Optional<Duration> history =
                Optional.of(text)
                        .filter(t -> t.startsWith(NOW))
                        .flatMap(t -> SpanText.parse(t.substring(NOW.length())))
                        .filter(
                                span ->
                                        span.compareTo(Duration.ofMinutes(1)) >= 0
                                                && span.compareTo(LONGEST_HISTORY) <= 0);
        if (history.isEmpty() && !text.isBlank()) {
            start.refuse(
                    "value",
                    start.path("value")
                            + " is \""
                            + text
                            + "\"; use \"now-\", a number and a unit (s, m, h, d), such as"
                            + " \"now-30d\", from \"now-1m\" to \"now-366d\"");
        }
        return history.orElse(LONGEST_HISTORY);
    }

    /** Those of {@code terms}; without a word about it, clusters learn by themselves. */
    private List<JoinKey> learningBy(List<JoinKey> terms) {
        if (table.value("learning_by") == null) {
            return terms.stream().filter(key -> key.field().equals(DerivedFields.CLUSTER)).toList();
        }
        List<JoinKey> by = FieldNames.read(table, "learning_by");
        for (JoinKey key : by) {
            if (!terms.contains(key)) {
                table.refuse(
                        "learning_by",
                        "rule.new_terms.learning_by has \""
                                + FieldNames.text(List.of(key))
                                + "\"; use some of value, spelled as there: "
                                + terms.stream()
                                        .map(term -> '"' + FieldNames.text(List.of(term)) + '"')
                                        .collect(Collectors.joining(", ")));
            }
        }
        return by;
    }

    private Duration learningPeriod() {
        Optional<String> text = table.text("learning_period");
        if (text.isEmpty()) {
            return DEFAULT_LEARNING;
        }
        Optional<Duration> period =
                SpanText.parse(text.get()).filter(span -> span.compareTo(LONGEST_HISTORY) <= 0);
        if (period.isEmpty()) {
            table.refuse(
                    "learning_period",
                    "rule.new_terms.learning_period is \""
                            + text.get()
                            + "\"; use a number with a unit (s, m, h, d), such as \"7d\", or \"0s\""
                            + " to alert from the first event");
        }
        return period.orElse(DEFAULT_LEARNING);
    }

    private EventQuery query(String key) {
        String text = table.text(key).orElse("");
        if (text.isBlank()) {
            return null;
        }
        Optional<Query> query = QueryReader.read(file, table, key, text, schema);
        query.flatMap(SingleEvents::problem)
                .ifPresent(problem -> table.refuse(key, key + " " + problem));
        return query.filter(EventQuery.class::isInstance).map(EventQuery.class::cast).orElse(null);
    }

    private int maxTerms() {
        if (!table.holds("max_terms", TomlKind.WHOLE_NUMBER)) {
            return DEFAULT_MAX_TERMS;
        }
        OptionalLong terms = table.requiredWholeNumber("max_terms");
        long number = terms.orElse(DEFAULT_MAX_TERMS);
        if (number < 1 || number > LARGEST_MAX_TERMS) {
            table.refuse(
                    "max_terms",
                    "rule.new_terms.max_terms is "
                            + number
                            + "; use a whole number from 1 to "
                            + LARGEST_MAX_TERMS);
            return DEFAULT_MAX_TERMS;
        }
        return (int) number;
    }
}
