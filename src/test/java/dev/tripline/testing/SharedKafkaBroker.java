// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link KafkaBroker} parameter to tests and their constructors: one broker for all classes
 * of a run, started at the first request. Tests keep apart by the names of their topics; who kills
 * the broker should start one of its own.
 */
public final class SharedKafkaBroker implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedKafkaBroker.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root store closes what it holds when the last class is done.
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(KafkaBroker.class, key -> startBroker(), KafkaBroker.class);
    }

    private static KafkaBroker startBroker() {
        try {
            // Below target, so that its log can still be read after a failed run.
            return KafkaBroker.start(
                    Files.createTempDirectory(Path.of("target"), "shared-kafka-broker-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting the broker", e);
        }
    }
}
