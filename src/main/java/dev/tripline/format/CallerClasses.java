// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.io.Serializable;
import java.util.List;

/**
 * Which callers of the Kubernetes API are of which class.
 *
 * @param members the first whose patterns fit decides
 */
public record CallerClasses(List<Members> members) implements Serializable {

    /** Of a deployment that says nothing: only names that Kubernetes reserves have a class. */
    public static final CallerClasses NONE = new CallerClasses(List.of());

    public CallerClasses {
        members = List.copyOf(members);
    }

    /**
     * Some callers of one class.
     *
     * @param users names that the API server authenticated
     * @param clusters where they are of this class
     */
    public record Members(CallerClass callerClass, NamePatterns users, NamePatterns clusters)
            implements Serializable {}

    /**
     * The class of a caller.
     *
     * @param cluster {@code null} if it is not known
     * @return {@code null} if nobody is named
     */
    CallerClass of(String cluster, Object username) {
        Caller caller = Caller.of(username);
        if (caller == null) {
            return null;
        }
        String name = (String) Event.first(username);
        for (Members some : members) {
            if (some.users.fit(name) && some.clusters.fit(cluster)) {
                return some.callerClass;
            }
        }
        return switch (caller.kind()) {
            case "node" -> CallerClass.NODE;
            case "service-account" -> CallerClass.APP_SA;
            default -> CallerClass.UNKNOWN;
        };
    }
}
