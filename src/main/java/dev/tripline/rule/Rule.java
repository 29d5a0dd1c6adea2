// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Query;
import dev.tripline.event.Sha256;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A detection rule as its file states it.
 *
 * @param id unique among the loaded rules
 * @param risk of its alerts
 * @param enabled whether the rule is to run; true unless its file says otherwise
 * @param queryText the query as it was written
 * @param grouping what a rule that counts events or learns terms makes of the events of its query;
 *     {@code null} for one of type eql
 * @param categoryField the field that the category of a query is compared with
 * @param tiebreakerField decides the order of events of the same time, or {@code null}
 * @param note what an analyst does with an alert, in Markdown, or {@code null}
 * @param response what to do about an alert, in steps
 * @param suppression which alerts stand for others, or {@code null} if none does
 * @param eager whether a sequence or a new term is to alert before it is certain
 * @param exemptions which events take no part in it
 * @param other everything else that the file says, by table: strings, numbers, booleans, dates,
 *     lists and maps
 * @param file where the rule was read
 */
public record Rule(
        String id,
        String name,
        String description,
        Risk risk,
        RuleType type,
        boolean enabled,
        String queryText,
        Query query,
        Grouping grouping,
        String categoryField,
        String tiebreakerField,
        List<Threat> threats,
        List<String> references,
        List<String> falsePositives,
        String note,
        List<String> tags,
        Response response,
        Suppression suppression,
        boolean eager,
        List<Exemption> exemptions,
        Map<String, Object> other,
        String file)
        implements Serializable {

    /** The category field of a rule that names none. */
    public static final String DEFAULT_CATEGORY_FIELD = "event.category";

    private static final int KEY_HEX_DIGITS = 12;

    public Rule {
        threats = List.copyOf(threats);
        references = List.copyOf(references);
        falsePositives = List.copyOf(falsePositives);
        tags = List.copyOf(tags);
        exemptions = List.copyOf(exemptions);
    }

    /**
     * The id with a hash of everything that decides what matches, under which correlation state is
     * kept: a changed query starts clean, a changed description keeps its state. The conditions of
     * risk modifiers belong to it, because state says of them only which hold; but not where weeks
     * of learning would be lost with them.
     *
     * <p>Computed at every call.
     */
    public String key() {
        String tiebreaker = tiebreakerField == null ? "" : tiebreakerField;
        List<String> meaning =
                new ArrayList<>(List.of(query.normalised(), categoryField, tiebreaker));
        if (grouping != null) {
            meaning.add(grouping.normalised());
        }
        if (!(grouping instanceof NewTerms)) {
            risk.modifiers().forEach(modifier -> meaning.add(modifier.condition().normalised()));
        }
        return id + "@" + Sha256.of(String.join("\n", meaning)).substring(0, KEY_HEX_DIGITS);
    }

    /** Every field that the rule asks for by name. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>(query.fields());
        if (grouping != null) {
            fields.addAll(grouping.fields());
        }
        risk.modifiers().forEach(modifier -> fields.addAll(modifier.condition().fields()));
        if (suppression != null) {
            fields.addAll(suppression.groupBy());
        }
        return fields;
    }

    /** The id in a {@link #key()}, also of a rule that is no longer there. */
    public static String idOf(String key) {
        return key.substring(0, key.lastIndexOf('@'));
    }
}
