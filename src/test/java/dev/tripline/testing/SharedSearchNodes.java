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
 * Nodes for the tests of a class, started when they are first asked for. Tests keep apart by the
 * names of their indices.
 */
public final class SharedSearchNodes implements AutoCloseable {

    private final Map<Product, SearchNode> nodes = new EnumMap<>(Product.class);
    private SearchNode cramped;

    public SearchNode of(Product product) {
        // The shortest interval at which a node looks at its disk.
        return nodes.computeIfAbsent(
                product, one -> start(one, "cluster.info.update.interval=10s"));
    }

    /** Has one thread that writes, room for one bulk beside it, and takes no more than 16 KiB. */
    public SearchNode cramped() {
        if (cramped == null) {
            cramped =
                    start(
                            Product.ELASTICSEARCH,
                            "node.processors=1",
                            "thread_pool.write.queue_size=1",
                            "http.max_content_length=16kb");
        }
        return cramped;
    }

    private static SearchNode start(Product product, String... settings) {
        try {
            // Below target, so that its log can still be read after a failed run.
            return SearchNode.start(
                    product,
                    Files.createTempDirectory(Path.of("target"), "search-node-"),
                    settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(SearchNode::close);
        if (cramped != null) {
            cramped.close();
        }
    }
}
