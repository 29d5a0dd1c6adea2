// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.format.NamePatterns;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * An exception, as its file states it; not called so here, because Java means something else by the
 * word. Events that meet its condition take no part in some rules.
 *
 * @param name unique among the loaded ones
 * @param rules ids of rules, in which {@code *} stands for any text and {@code ?} for one character
 * @param conditionText the condition as it was written
 * @param condition on single events
 * @param reason why these events are harmless
 * @param owner whom to ask
 * @param expires from when on events count again, by their own time
 * @param file where it was read
 */
public record Exemption(
        String name,
        List<String> rules,
        String conditionText,
        EventQuery condition,
        String reason,
        String owner,
        Instant expires,
        String file)
        implements Serializable {

    public Exemption {
        rules = List.copyOf(rules);
    }

    public boolean isFor(String ruleId) {
        return NamePatterns.of(rules).fit(ruleId);
    }

    public boolean hasExpired(Instant now) {
        return !now.isBefore(expires);
    }
}
