// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import dev.tripline.testing.SearchNode.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * One node of each product for the tests of a class, started when it is first asked for. Tests keep
 * apart by the names of their indices.
 */
public final class SharedSearchNodes implements AutoCloseable {

    private final Map<Product, SearchNode> nodes = new EnumMap<>(Product.class);

    public SearchNode of(Product product) {
        return nodes.computeIfAbsent(product, SharedSearchNodes::start);
    }

    private static SearchNode start(Product product) {
        try {
            // Below target, so that its log can still be read after a failed run.
            return SearchNode.start(
                    product, Files.createTempDirectory(Path.of("target"), "search-node-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(SearchNode::close);
    }
}
