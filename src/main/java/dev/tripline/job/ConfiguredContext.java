// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.RuleException;

/** What the context files of a configuration say. */
final class ConfiguredContext {

    private ConfiguredContext() {}

    /**
     * @throws ConfigException if a context file cannot be used
     */
    static DeploymentContext of(JobConfig config) throws ConfigException {
        try {
            return DeploymentContext.load(config.context());
        } catch (RuleException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
