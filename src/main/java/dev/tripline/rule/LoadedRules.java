// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.List;

/**
 * What {@link RuleLoader} found.
 *
 * @param rules the rules without errors, in the order of their files
 * @param exemptions the exceptions without errors, whether there are rules for them or not
 * @param errors everything that is wrong in the others, in the order of files, lines and columns
 */
public record LoadedRules(List<Rule> rules, List<Exemption> exemptions, List<RuleError> errors) {

    public LoadedRules {
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
        errors = List.copyOf(errors);
    }

    /**
     * The rules, if all of them are good: a job with half of its rules would look like a whole one.
     */
    public List<Rule> orThrow() throws RuleException {
        if (!errors.isEmpty()) {
            throw new RuleException(errors);
        }
        return rules;
    }
}
