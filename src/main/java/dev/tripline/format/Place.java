// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.List;

/**
 * Where something happened, in the same words for every source: in a pod, else in a container, else
 * on a host.
 */
final class Place {

    /** Some sources know only the beginning of a container's id. */
    private static final int SHORT_ID = 12;

    /** Every field that {@link #of} looks at, in its order. */
    static final List<String> INPUTS =
            List.of(
                    "kubernetes.audit.auditID",
                    "docker.api.path",
                    "tripline.caller.namespace",
                    "tripline.caller.pod.name",
                    "orchestrator.namespace",
                    "orchestrator.resource.name",
                    "kubernetes.namespace",
                    "kubernetes.pod.name",
                    "container.id",
                    "host.name");

    private Place() {}

    static Object of(Object[] in) {
        if (in[0] != null) {
            return pod(in[2], in[3]);
        }
        if (in[1] != null) {
            return text(in[9]);
        }
        String pod = pod(in[4], in[5]);
        if (pod == null) {
            pod = pod(in[6], in[7]);
        }
        if (pod != null) {
            return pod;
        }
        String container = text(in[8]);
        return container == null
                ? text(in[9])
                : container.substring(0, Math.min(SHORT_ID, container.length()));
    }

    private static String pod(Object namespace, Object name) {
        return text(name) == null ? null : text(namespace) + "/" + text(name);
    }

    private static String text(Object value) {
        return Event.first(value) instanceof String text && !text.isEmpty() ? text : null;
    }
}
