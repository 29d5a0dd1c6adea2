// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.List;
import java.util.Map;

/**
 * One named case of a rule test: what a source delivers, and how often the rule must alert on it.
 *
 * @param documents as JSON text, in the order in which they are delivered
 * @param matches number of alerts, 0 if the rule must stay silent
 * @param evasion whether somebody tries not to be seen here, and is
 * @param cluster what the source's {@code cluster} setting says for events that name none, or
 *     {@code null}
 * @param lists value lists that the deployment has filled otherwise, by name
 */
public record RuleTestCase(
        String name,
        List<String> documents,
        int matches,
        boolean evasion,
        String cluster,
        Map<String, List<String>> lists) {

    public RuleTestCase {
        documents = List.copyOf(documents);
        lists = Map.copyOf(lists);
    }

    /** The same in a deployment that has those lists already. */
    public RuleTestCase withoutLists() {
        return new RuleTestCase(name, documents, matches, evasion, cluster, Map.of());
    }
}
