// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.world.Town;

/**
 * Something that must not happen.
 *
 * @param name said once
 * @param rule the rule that it is the business of
 * @param deeds what is done
 */
public record Attack(String name, String rule, Deeds deeds) {

    /** What an attacker does. */
    interface Deeds {

        void commit(Scene scene);
    }

    static Attack of(String name, String rule, Deeds deeds) {
        return new Attack(name, rule, deeds);
    }

    void commit(Town town, long start) {
        deeds.commit(new Scene(town, start));
    }

    /** Whether a rule is the expected one, or one of those that it was split into. */
    public boolean isFor(String ruleId) {
        return ruleId.equals(rule) || ruleId.startsWith(rule + "-");
    }

    @Override
    public String toString() {
        return name + " (" + rule + ")";
    }
}
