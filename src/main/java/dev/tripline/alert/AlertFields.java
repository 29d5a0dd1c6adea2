// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import java.util.List;

/**
 * The fields that every alert shows of its events where they are known, whatever its rule asks for.
 */
public final class AlertFields {

    public static final List<String> CONTEXT =
            List.of(
                    "event.action",
                    "event.dataset",
                    "tripline.cluster",
                    "orchestrator.cluster.id",
                    "orchestrator.cluster.name",
                    "orchestrator.namespace",
                    "orchestrator.resource.name",
                    "container.id",
                    "container.name",
                    "container.image.name",
                    "container.image.tag",
                    "host.id",
                    "host.name",
                    "file.path",
                    "process.args",
                    "process.entity_id",
                    "process.executable",
                    "process.interactive",
                    "process.name",
                    "process.parent.name",
                    "process.pid",
                    "user.id",
                    "user.name",
                    "user_agent.original",
                    "source.ip",
                    "tripline.caller.namespace",
                    "tripline.caller.pod.name",
                    "tripline.caller.pod.uid",
                    "tripline.time.skewed",
                    "kubernetes.audit.stage",
                    "kubernetes.audit.requestURI",
                    "kubernetes.audit.objectRef.resource",
                    "kubernetes.audit.objectRef.subresource",
                    "kubernetes.audit.objectRef.namespace",
                    "kubernetes.audit.objectRef.name",
                    Result.STATUS_CODE,
                    Result.DECISION);

    private AlertFields() {}
}
