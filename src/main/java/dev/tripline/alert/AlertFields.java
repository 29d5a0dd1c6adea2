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
                    "event.category",
                    "event.dataset",
                    "event.outcome",
                    "event.provider",
                    "event.type",
                    "error.code",
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
                    "process.command_line",
                    "process.entity_id",
                    "process.executable",
                    "process.interactive",
                    "process.name",
                    "process.parent.executable",
                    "process.parent.name",
                    "process.parent.pid",
                    "process.pid",
                    "process.working_directory",
                    "user.id",
                    "user.name",
                    "user_agent.original",
                    "source.ip",
                    "source.address",
                    "destination.ip",
                    "destination.port",
                    "cloud.account.id",
                    "cloud.instance.id",
                    "cloud.provider",
                    "cloud.region",
                    "http.request.method",
                    "http.response.status_code",
                    "url.original",
                    "url.path",
                    "tripline.caller.namespace",
                    "tripline.caller.pod.name",
                    "tripline.caller.pod.uid",
                    "tripline.time.skewed",
                    "kubernetes.audit.stage",
                    "kubernetes.audit.requestURI",
                    "kubernetes.audit.impersonatedUser.username",
                    "kubernetes.audit.objectRef.resource",
                    "kubernetes.audit.objectRef.subresource",
                    "kubernetes.audit.objectRef.namespace",
                    "kubernetes.audit.objectRef.name",
                    "aws.cloudtrail.user_identity.arn",
                    "docker.api.path",
                    "rule.name",
                    Result.STATUS_CODE,
                    Result.DECISION);

    private AlertFields() {}
}
