// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.FieldMention;
import dev.tripline.format.FieldRoots;
import dev.tripline.format.FieldSupply;
import dev.tripline.format.Formats;
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

/**
 * What a rule asks for that no format's table gives, so that only documents that hold it already
 * can make the rule true. No mistake: but whoever has no such documents waits for that rule in
 * vain.
 */
public final class FeedingNotes {

    private static final Feeding FEEDING = new Feeding(FieldSupply.of(Formats.SHIPPED));

    private FeedingNotes() {}

    /**
     * Empty if tables give all that each stage needs.
     *
     * @throws IOException if the rule's file cannot be read again
     */
    public static List<RuleError> of(Rule rule) throws IOException {
        if (FEEDING.of(rule).stream().allMatch(Feeding.Stage::isFed)) {
            return List.of();
        }
        TomlFile file = new TomlFile(rule.file(), Files.readString(Path.of(rule.file())));
        TomlSection section = file.section("rule").orElseThrow();
        TomlString written = file.text().stringAt(section.valueOf("query"));
        List<RuleError> notes = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (FieldMention mention : FieldMention.in(rule.queryText())) {
            String field = mention.field();
            boolean known = FieldRoots.all().contains(FieldRoots.of(field));
            if (known && !FEEDING.isGiven(field) && named.add(field)) {
                TomlPosition place = written.at(mention.line(), mention.column());
                notes.add(
                        new RuleError(
                                rule.file(),
                                place.line(),
                                place.column(),
                                "no format gives `"
                                        + field
                                        + "`; only documents that hold it already, such as Elastic"
                                        + " Agent's, can make this true"));
            }
        }
        return notes;
    }
}
