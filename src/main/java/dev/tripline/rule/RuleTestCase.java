// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.List;

/**
 * One named case of a rule test: what a source delivers, and how often the rule must alert on it.
 *
 * @param documents as JSON text, in the order in which they are delivered
 * @param matches number of alerts, 0 if the rule must stay silent
 * @param cluster what the source's {@code cluster} setting says for events that name none, or
 *     {@code null}
 */
public record RuleTestCase(String name, List<String> documents, int matches, String cluster) {

    public RuleTestCase {
        documents = List.copyOf(documents);
    }
}
