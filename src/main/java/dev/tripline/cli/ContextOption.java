// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.RuleException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a deployment knows of itself. */
final class ContextOption {

    @Option(
            names = "--context",
            paramLabel = "FILE",
            description =
                    "Value lists, callers and networks of the deployment (docs/context.md)."
                            + " May be repeated.")
    private List<Path> files = new ArrayList<>();

    DeploymentContext load() throws RuleException {
        return DeploymentContext.load(files);
    }
}
