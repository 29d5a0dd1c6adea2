// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.io.Serializable;
import java.util.Map;

/**
 * Decides which cluster an event belongs to, so that both sides of a join say the same.
 *
 * @param setting what the source's configuration says about events that name no cluster; {@code
 *     null} for nothing
 * @param ids cluster name to cluster id, for fleets where one sensor knows the name and another the
 *     id
 */
public record Cluster(String setting, Map<String, String> ids) implements Serializable {

    public static final Cluster UNKNOWN = new Cluster(null, Map.of());

    public Cluster {
        ids = Map.copyOf(ids);
    }

    /**
     * The id that the event states, else the id of the name that it states, else that of the
     * source's setting. A name without an id stands for itself.
     *
     * @return {@code null} if nothing is known
     */
    String resolve(Object id, Object name) {
        if (isStated(id)) {
            return String.valueOf(id);
        }
        String known = isStated(name) ? String.valueOf(name) : setting;
        return known == null ? null : ids.getOrDefault(known, known);
    }

    /** Sensors that do not know their cluster tend to send an empty text. */
    private static boolean isStated(Object value) {
        return value != null && !value.equals("");
    }
}
