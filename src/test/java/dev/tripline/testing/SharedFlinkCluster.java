// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link FlinkCluster} parameter to tests and their constructors: one cluster with one
 * TaskManager for all classes of a run, started at the first request. A test ends its jobs, and
 * starts a TaskManager for each one that it kills; the jobs of one that fails are ended for it, so
 * that the next finds room.
 */
public final class SharedFlinkCluster implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(SharedFlinkCluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FlinkCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root store closes what it holds when the last class is done.
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        FlinkCluster.class, key -> startCluster(), FlinkCluster.class);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        FlinkCluster cluster =
                context.getRoot().getStore(NAMESPACE).get(FlinkCluster.class, FlinkCluster.class);
        if (cluster != null && context.getExecutionException().isPresent()) {
            cluster.cancelAll(PATIENCE);
        }
    }

    private static FlinkCluster startCluster() {
        try {
            // Below target, so that its logs can still be read after a failed run.
            return FlinkCluster.start(
                    Files.createTempDirectory(Path.of("target"), "shared-flink-cluster-"), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
