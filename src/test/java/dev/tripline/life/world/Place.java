// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/**
 * Where a program runs.
 *
 * @param pod {@code null} on the node itself
 */
public record Place(Node node, Pod pod) {

    public static Place in(Pod pod) {
        return new Place(pod.node(), pod);
    }

    public static Place on(Node node) {
        return new Place(node, null);
    }
}
