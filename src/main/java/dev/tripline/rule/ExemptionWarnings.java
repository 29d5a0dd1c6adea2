// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventFilter;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Query;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.Schema;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Suggestion;
import dev.tripline.eql.Term;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.NamePatterns;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.tomlj.TomlPosition;

/** Finds exceptions that do nothing any more, and those that do more than anybody can mean. */
public final class ExemptionWarnings {

    private static final Duration LONG = Duration.ofDays(400);

    private final Exemption exemption;
    private final TomlFile file;
    private final TomlSection table;
    private final List<RuleError> warnings = new ArrayList<>();

    private ExemptionWarnings(Exemption exemption, TomlFile file) {
        this.exemption = exemption;
        this.file = file;
        this.table =
                file.root().tables("exception").stream()
                        .filter(one -> exemption.name().equals(one.value("name")))
                        .findFirst()
                        .orElseThrow();
    }

    /**
     * In the order of files, lines and columns.
     *
     * @param loaded whose exceptions were read with this schema
     * @throws IOException if a file of exceptions cannot be read again
     */
    public static List<RuleError> of(LoadedRules loaded, Schema schema, Instant now)
            throws IOException {
        List<RuleError> warnings = new ArrayList<>();
        for (Exemption exemption : loaded.exemptions()) {
            TomlFile file =
                    new TomlFile(exemption.file(), Files.readString(Path.of(exemption.file())));
            ExemptionWarnings found = new ExemptionWarnings(exemption, file);
            found.checkExpiry(now);
            found.checkRules(loaded.rules());
            found.checkCondition(loaded.rules(), schema.withKeywords(DerivedFields.names()));
            warnings.addAll(found.warnings);
        }
        return warnings.stream().sorted().toList();
    }

    private void checkExpiry(Instant now) {
        if (exemption.hasExpired(now)) {
            warn(
                    "expires",
                    "exception \""
                            + exemption.name()
                            + "\" has expired: what happens from "
                            + exemption.expires()
                            + " on counts again; take it out, or ask "
                            + exemption.owner()
                            + " whether it is to go on");
        } else if (exemption.expires().isAfter(now.plus(LONG))) {
            warn(
                    "expires",
                    "this is more than "
                            + LONG.toDays()
                            + " days away; somebody should look at an exception once a year");
        }
    }

    private void checkRules(Collection<Rule> rules) {
        List<String> ids = rules.stream().map(Rule::id).toList();
        for (String pattern : exemption.rules()) {
            NamePatterns patterns = NamePatterns.of(List.of(pattern));
            if (ids.stream().noneMatch(patterns::fit)) {
                String nearest = Suggestion.nearest(pattern, ids);
                warn(
                        "rules",
                        "no loaded rule has the id \""
                                + pattern
                                + "\"; "
                                + (nearest == null
                                        ? "take it out"
                                        : "did you mean \"" + nearest + "\"?"));
            }
        }
    }

    private void checkCondition(Collection<Rule> rules, Schema schema) {
        new WrittenQuery(
                        exemption.conditionText(),
                        file.text().stringAt(table.valueOf("condition")),
                        Rule.DEFAULT_CATEGORY_FIELD,
                        schema)
                .warn(this::warn);
        if (exemption.condition().fields().isEmpty()) {
            warn(
                    "condition",
                    "this looks at no field, so it says nothing of what is harmless; name the user,"
                            + " the workload or the cluster that is");
            return;
        }
        for (Rule rule : rules) {
            if (exemption.isFor(rule.id())
                    && parts(rule.query())
                            .anyMatch(part -> part.implies(exemption.condition().filter()))) {
                warn(
                        "condition",
                        "every event that rule "
                                + rule.id()
                                + " looks for meets this, so the rule is off; narrow the exception,"
                                + " or do without the rule");
            }
        }
    }

    /** What must happen for the query to match. */
    private static Stream<EventFilter> parts(Query query) {
        if (query instanceof EventQuery single) {
            return Stream.of(single.filter());
        }
        List<Term> terms =
                query instanceof SampleQuery sample
                        ? sample.terms()
                        : ((SequenceQuery) query).terms();
        return terms.stream().filter(term -> !term.missing()).map(Term::filter);
    }

    private void warn(String key, String message) {
        warn(table.valueOf(key), message);
    }

    private void warn(TomlPosition place, String message) {
        warnings.add(new RuleError(file.name(), place.line(), place.column(), message));
    }
}
