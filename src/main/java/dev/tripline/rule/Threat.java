// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.io.Serializable;
import java.util.List;

/**
 * A tactic of a threat framework and the techniques of it that a rule looks for.
 *
 * @param framework usually {@code MITRE ATT&CK}
 */
public record Threat(String framework, Tactic tactic, List<Technique> techniques)
        implements Serializable {

    public Threat {
        techniques = List.copyOf(techniques);
    }

    /**
     * What an adversary wants to achieve.
     *
     * @param reference address of its page
     */
    public record Tactic(String id, String name, String reference) implements Serializable {}

    /**
     * How an adversary goes about it.
     *
     * @param reference address of its page
     * @param subtechniques more exact ways, which have none of their own
     */
    public record Technique(String id, String name, String reference, List<Technique> subtechniques)
            implements Serializable {

        public Technique {
            subtechniques = List.copyOf(subtechniques);
        }
    }
}
