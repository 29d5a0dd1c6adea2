// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The JSON paths that a reader shall pick out of a document.
 *
 * <p>A path is a dotted name. It is found under every spelling: nested objects, one literal key
 * that contains the dots, or any mixture, so {@code {"a":{"b.c":1}}}, {@code {"a.b":{"c":1}}} and
 * {@code {"a.b.c":1}} all answer {@code a.b.c}. That includes keys whose own text has dots, such as
 * {@code "authentication.kubernetes.io/pod-name"}.
 */
public final class JsonProjection {

    private final List<String> paths;
    private final List<String> items;
    private final Node root = new Node();

    private JsonProjection(List<String> paths, List<String> items, Collection<String> embedded) {
        this.paths = paths;
        this.items = items;
        for (int index = 0; index < paths.size(); index++) {
            node(paths.get(index)).index = index;
        }
        for (int index = 0; index < items.size(); index++) {
            node(items.get(index)).items = index;
        }
        embedded.forEach(path -> node(path).embedded = true);
    }

    /**
     * @param paths dotted names; order and repetitions do not matter
     */
    public static JsonProjection of(Collection<String> paths) {
        return of(paths, List.of(), List.of());
    }

    /**
     * @param paths as in {@link #of(Collection)}
     * @param items where documents may stand inside the document
     * @param embedded where a string may hold JSON, whose members are then found as if they stood
     *     in the string's place
     */
    public static JsonProjection of(
            Collection<String> paths, Collection<String> items, Collection<String> embedded) {
        return new JsonProjection(
                List.copyOf(new TreeSet<>(paths)), List.copyOf(new TreeSet<>(items)), embedded);
    }

    private Node node(String path) {
        Node node = root;
        for (String segment : path.split("\\.", -1)) {
            node = node.children.computeIfAbsent(segment, key -> new Node());
        }
        return node;
    }

    /** Where {@code path}'s values stand in a {@link JsonReader}'s result. */
    public int index(String path) {
        int index = Collections.binarySearch(paths, path);
        if (index < 0) {
            throw new IllegalArgumentException("not in the projection: " + path);
        }
        return index;
    }

    public int size() {
        return paths.size();
    }

    /** Where the documents at {@code path} stand in a {@link JsonReader}'s result. */
    public int itemsIndex(String path) {
        return Collections.binarySearch(items, path);
    }

    int itemsSize() {
        return items.size();
    }

    Node root() {
        return root;
    }

    /** One segment of one or more paths. */
    static final class Node {

        static final int INNER = -1;

        /** The {@link #items} of a node where no documents are looked for. */
        static final int NO_ITEMS = -1;

        private final Map<String, Node> children = new HashMap<>();

        /**
         * Keys with dots that led somewhere; there are only as many as the paths can be split, so
         * it stays small.
         */
        private final Map<String, Node> dottedKeys = new HashMap<>();

        private int index = INNER;
        private int items = NO_ITEMS;
        private boolean embedded;

        /** The index of the path that ends here, or {@link #INNER}. */
        int index() {
            return index;
        }

        /** The index of the item path that ends here, or {@link #NO_ITEMS}. */
        int items() {
            return items;
        }

        /** Whether a string here may hold JSON. */
        boolean isEmbedded() {
            return embedded;
        }

        boolean isLeaf() {
            return children.isEmpty();
        }

        /**
         * The node that {@code key}, with or without dots, leads to; {@code null} if nobody asked
         * for it.
         */
        Node child(String key) {
            Node child = children.get(key);
            if (child != null || key.indexOf('.') < 0) {
                return child;
            }
            child = dottedKeys.get(key);
            if (child == null) {
                child = walk(key);
                if (child != null) {
                    dottedKeys.put(key, child);
                }
            }
            return child;
        }

        private Node walk(String key) {
            Node node = this;
            int start = 0;
            while (node != null) {
                int dot = key.indexOf('.', start);
                if (dot < 0) {
                    return node.children.get(key.substring(start));
                }
                node = node.children.get(key.substring(start, dot));
                start = dot + 1;
            }
            return null;
        }
    }
}
