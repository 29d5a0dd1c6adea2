// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Node;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;
import java.util.List;

/**
 * Who adds and takes away: cluster-autoscaler, KEDA, the controllers of load balancers, volumes and
 * names.
 */
public final class Scalers implements Resident {

    @Override
    public void settle(Town town) {
        List.of(
                        new Autoscaler(),
                        new Keda(),
                        plain(
                                "kube-system",
                                "aws-load-balancer-controller",
                                "controller-runtime/v0.19.0 elbv2.k8s.aws/v2.9.0",
                                "ingresses",
                                "services",
                                "endpointslices",
                                "secrets"),
                        plain(
                                "kube-system",
                                "ebs-csi-controller",
                                "csi-provisioner/v5.0.1 (linux/amd64) kubernetes/$Format",
                                "storageclasses",
                                "csinodes",
                                "nodes"),
                        plain(
                                "external-dns",
                                "external-dns",
                                "external-dns/v0.15.0 (linux/amd64) kubernetes/$Format",
                                "ingresses",
                                "services"),
                        plain(
                                "ingress-nginx",
                                "ingress-nginx-controller",
                                "nginx-ingress-controller/v1.11.2 (linux/amd64) ingress-nginx/46e76e5",
                                "ingresses",
                                "services",
                                "secrets",
                                "configmaps",
                                "endpointslices",
                                "ingressclasses"),
                        plain(
                                "istio-system",
                                "istiod",
                                "pilot-discovery/1.23.2 (linux/amd64) istio",
                                "pods",
                                "services",
                                "secrets",
                                "configmaps",
                                "endpointslices",
                                "namespaces",
                                "mutatingwebhookconfigurations"),
                        plain(
                                "gatekeeper-system",
                                "gatekeeper-audit",
                                "gatekeeper/v3.17.1 (linux/amd64) 5f1a6d3/5f1a6d3",
                                "namespaces",
                                "pods",
                                "deployments"),
                        plain(
                                "kube-system",
                                "coredns",
                                "Go-http-client/2.0",
                                "services",
                                "endpointslices",
                                "namespaces"))
                .forEach(each -> each.settle(town));
    }

    /** One that only has caches. */
    private static Operator plain(String namespace, String name, String client, String... kinds) {
        return new Operator(namespace, name, client, kinds) {
            @Override
            void live() {}
        };
    }

    private static final class Autoscaler extends Operator {
        Autoscaler() {
            super(
                    "kube-system",
                    "cluster-autoscaler",
                    "cluster-autoscaler/v1.31.0 (linux/amd64) kubernetes/$Format",
                    "pods",
                    "nodes",
                    "replicasets",
                    "poddisruptionbudgets",
                    "storageclasses");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofSeconds(30),
                    dice,
                    now ->
                            as(now).verb(
                                            "update",
                                            "configmaps",
                                            "kube-system",
                                            "cluster-autoscaler-status")
                                    .at(now));
            for (Node node : town.fleet().visitors()) {
                town.timetable().at(node.gone(), now -> drains(node, now));
            }
        }

        private void drains(Node node, long now) {
            as(now).verb("patch", "nodes", null, node.name()).at(now);
            for (int i = 0; i < 4; i++) {
                as(now).verb("create", "pods", team(), "web-" + dice.suffix(5))
                        .sub("eviction")
                        .at(now + 500 + i * 200);
            }
            as(now).verb("delete", "nodes", null, node.name()).at(now + 60_000);
        }
    }

    private static final class Keda extends Operator {
        Keda() {
            super(
                    "keda",
                    "keda-operator",
                    "keda/v2.15.1 (linux/amd64) kubernetes/$Format",
                    "horizontalpodautoscalers",
                    "deployments");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofMinutes(3),
                    dice,
                    now -> as(now).get("secrets", team(), "queue-credentials").at(now));
        }
    }
}
