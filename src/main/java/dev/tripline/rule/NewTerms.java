// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.JoinKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An event whose values have not been seen together for long.
 *
 * @param terms fields whose values make a term; of several values every combination is one
 * @param history a term that has not been seen for so long is new again
 * @param learningBy those of the fields whose values make a group that learns by itself
 * @param learningStart the first such event begins the learning of its group, even if the rule does
 *     not look for it; {@code null} if only what the rule looks for does
 * @param learningPeriod for so long after the first event of its group a term is learned in silence
 * @param learningExempt events that alert even while their group learns; {@code null} for none
 * @param maxTerms as many are remembered in a group
 */
public record NewTerms(
        List<JoinKey> terms,
        Duration history,
        List<JoinKey> learningBy,
        EventQuery learningStart,
        Duration learningPeriod,
        EventQuery learningExempt,
        int maxTerms)
        implements Grouping {

    public NewTerms {
        terms = List.copyOf(terms);
        learningBy = List.copyOf(learningBy);
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        terms.forEach(key -> fields.add(key.field()));
        if (learningStart != null) {
            fields.addAll(learningStart.fields());
        }
        if (learningExempt != null) {
            fields.addAll(learningExempt.fields());
        }
        return fields;
    }

    /** Without the number of terms, which changes nothing that has been learned. */
    @Override
    public String normalised() {
        return String.join(
                        "\n",
                        "new terms of " + FieldNames.text(terms) + " since " + history,
                        "learning by " + FieldNames.text(learningBy) + " for " + learningPeriod,
                        learningExempt == null ? "" : learningExempt.normalised())
                + (learningStart == null ? "" : "\nfrom " + learningStart.normalised());
    }
}
