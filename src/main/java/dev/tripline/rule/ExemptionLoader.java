// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Schema;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlPaths;
import dev.tripline.toml.TomlSection;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code [[exception]]} tables of exception files. */
final class ExemptionLoader {

    private static final List<String> KEYS =
            List.of("name", "rules", "condition", "reason", "owner", "expires");

    private final Schema schema;
    private final Map<String, Exemption> exemptions = new LinkedHashMap<>();
    private final List<RuleError> errors = new ArrayList<>();

    private ExemptionLoader(Schema schema) {
        this.schema = schema;
    }

    static ExemptionLoader load(Collection<Path> paths, Schema schema) {
        ExemptionLoader loader = new ExemptionLoader(schema);
        TomlPaths.open(paths, "exceptions", loader::read, loader::refuse);
        return loader;
    }

    /** Those without errors, in the order of their files. */
    List<Exemption> exemptions() {
        return List.copyOf(exemptions.values());
    }

    List<RuleError> errors() {
        return errors;
    }

    private void read(TomlFile file) {
        if (file.errors().isEmpty()) {
            file.root().refuseOthers(List.of("exception"));
            file.root().tables("exception").forEach(table -> read(file, table));
        }
        file.errors().stream().map(RuleError::of).forEach(errors::add);
    }

    private void read(TomlFile file, TomlSection table) {
        table.refuseOthers(KEYS);
        String name = table.requiredText("name");
        List<String> rules = table.requiredTexts("rules");
        Optional<EventQuery> condition = QueryReader.condition(file, table, "condition", schema);
        String reason = table.requiredText("reason");
        String owner = table.requiredText("owner");
        Instant expires = expires(table);
        if (name.isBlank() || condition.isEmpty() || expires == null) {
            return;
        }
        Exemption exemption =
                new Exemption(
                        name,
                        rules,
                        table.text("condition").orElseThrow(),
                        condition.get(),
                        reason,
                        owner,
                        expires,
                        file.name());
        Exemption first = exemptions.putIfAbsent(name, exemption);
        if (first != null) {
            table.refuse(
                    "name",
                    "there is an exception \""
                            + name
                            + "\" in "
                            + first.file()
                            + " already; give one of the two another name");
        }
    }

    /** A date begins at midnight UTC, because events are in UTC. */
    private static Instant expires(TomlSection table) {
        Object value = table.value("expires");
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        table.refuse(
                "expires",
                table.path("expires")
                        + (value == null ? " is missing" : " is no date")
                        + "; write a date, or a time with its zone, without quotes: expires ="
                        + " 2027-03-01, expires = 2027-03-01T12:00:00Z");
        return null;
    }

    private void refuse(Path path, String message) {
        errors.add(new RuleError(path.toString(), 1, 1, message));
    }
}
