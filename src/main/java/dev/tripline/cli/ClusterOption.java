// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.format.Cluster;
import dev.tripline.format.SourceContext;
import dev.tripline.format.TrustedProxies;
import dev.tripline.job.ConfigException;
import dev.tripline.job.RedactionKey;
import dev.tripline.rule.DeploymentContext;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the events of a file come from, as far as they do not say it themselves. */
final class ClusterOption {

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Cluster of the events that name none.")
    private String cluster;

    /** For a file that is read without a configuration. */
    SourceContext source(DeploymentContext context) throws ConfigException, IOException {
        return context.source(
                new Cluster(cluster, Map.of()), TrustedProxies.NONE, RedactionKey.redactor(null));
    }
}
