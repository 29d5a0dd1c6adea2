// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Schema;
import dev.tripline.eql.ValueList;
import dev.tripline.event.Redactor;
import dev.tripline.format.CallerClasses;
import dev.tripline.format.Cluster;
import dev.tripline.format.ExpectedNetworks;
import dev.tripline.format.SourceContext;
import dev.tripline.format.TrustedProxies;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a deployment knows of itself and rules ask for: who is who, what is sensitive, which
 * networks are its own. Changed in files and not in rules; {@code docs/context.md} describes them.
 *
 * @param files that say so, and directories of them; without any it is what comes with the program
 * @param lists that queries name as {@code $name}
 */
public record DeploymentContext(
        List<Path> files, List<ValueList> lists, CallerClasses callers, ExpectedNetworks networks) {

    /** What comes with the program. */
    public static final DeploymentContext SHIPPED = ContextLoader.shipped();

    public DeploymentContext {
        files = List.copyOf(files);
        lists = List.copyOf(lists);
    }

    /**
     * What comes with the program, and over it what some files say.
     *
     * @param paths context files, and directories of them
     * @throws RuleException with everything that is wrong in any of them
     */
    public static DeploymentContext load(Collection<Path> paths) throws RuleException {
        return paths.isEmpty() ? SHIPPED : ContextLoader.load(paths, Map.of());
    }

    /** The schema with the lists of this context. */
    public Schema over(Schema schema) {
        return schema.withLists(lists);
    }

    /** What is known of a source of this deployment. */
    public SourceContext source(Cluster cluster, TrustedProxies trustedProxies, Redactor redactor) {
        return new SourceContext(cluster, trustedProxies, callers, networks, redactor);
    }

    /**
     * The same, where these lists hold these entries and no others.
     *
     * @throws RuleException if the files have changed since and cannot be used any more
     */
    public DeploymentContext withLists(Map<String, List<String>> others) throws RuleException {
        return ContextLoader.load(files, others);
    }
}
