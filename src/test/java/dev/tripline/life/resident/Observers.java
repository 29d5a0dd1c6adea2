// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Node;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;
import java.util.List;

/** Who counts and measures: kube-state-metrics, Prometheus with its operator, metrics-server. */
public final class Observers implements Resident {

    @Override
    public void settle(Town town) {
        List.of(
                        new StateMetrics(),
                        new PrometheusOperator(),
                        new Prometheus(),
                        new MetricsServer(),
                        new ClusterAgent())
                .forEach(each -> each.settle(town));
    }

    /** Counts all objects there are, secrets too. */
    private static final class StateMetrics extends Operator {
        StateMetrics() {
            super(
                    "monitoring",
                    "kube-state-metrics",
                    "kube-state-metrics/v2.13.0 (linux/amd64) kube-state-metrics/f0b4bd8",
                    "secrets",
                    "configmaps",
                    "pods",
                    "deployments",
                    "nodes",
                    "jobs",
                    "namespaces",
                    "ingresses",
                    "certificatesigningrequests");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofHours(2),
                    dice,
                    now ->
                            as(now).list("secrets", null)
                                    .query("limit=500&resourceVersion=0")
                                    .at(now));
        }
    }

    /** Puts together the configuration of Prometheus, passwords included. */
    private static final class PrometheusOperator extends Operator {
        PrometheusOperator() {
            super(
                    "monitoring",
                    "prometheus-operator",
                    "PrometheusOperator/0.76.1 (linux/amd64) kubernetes/$Format",
                    "servicemonitors",
                    "podmonitors",
                    "prometheusrules",
                    "prometheuses",
                    "namespaces");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofMinutes(6),
                    dice,
                    now -> {
                        as(now).get("secrets", "monitoring", "prometheus-main").at(now);
                        as(now).get("secrets", team(), "scrape-auth").at(now + 30);
                        as(now).verb("update", "secrets", "monitoring", "prometheus-main")
                                .at(now + 90);
                    });
        }
    }

    /** Some nodes can only be reached through the API server. */
    private static final class Prometheus extends Operator {
        Prometheus() {
            super(
                    "monitoring",
                    "prometheus",
                    "Prometheus/2.54.1",
                    "pods",
                    "services",
                    "endpointslices",
                    "nodes");
        }

        @Override
        void live() {
            List<Node> nodes = town.fleet().nodes();
            for (Node node : nodes.subList(0, Math.max(2, nodes.size() / 15))) {
                town.often(Duration.ofSeconds(60), dice, now -> scrapes(node, now));
            }
            town.often(Duration.ofSeconds(60), dice, now -> as(now).path("/metrics").at(now));
        }

        private void scrapes(Node node, long now) {
            as(now).get("nodes", null, node.name()).sub("proxy/metrics/cadvisor").at(now);
            as(now).get("nodes", null, node.name()).sub("proxy/metrics").at(now + 20);
        }
    }

    private static final class MetricsServer extends Operator {
        MetricsServer() {
            super(
                    "kube-system",
                    "metrics-server",
                    "metrics-server/v0.7.2 (linux/amd64) kubernetes/c2b5b6a",
                    "pods",
                    "nodes",
                    "namespaces");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofMinutes(5),
                    dice,
                    now ->
                            as(now).verb("create", "subjectaccessreviews", null, null)
                                    .query("timeout=10s")
                                    .at(now));
            town.often(
                    Duration.ofMinutes(30),
                    dice,
                    now ->
                            as(now).get(
                                            "configmaps",
                                            "kube-system",
                                            "extension-apiserver-authentication")
                                    .at(now));
        }
    }

    private static final class ClusterAgent extends Operator {
        ClusterAgent() {
            super(
                    "monitoring",
                    "datadog-cluster-agent",
                    "datadog-cluster-agent/7.58.0 (linux/amd64) kubernetes/$Format",
                    "pods",
                    "nodes",
                    "services",
                    "deployments",
                    "horizontalpodautoscalers");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofMinutes(2),
                    dice,
                    now -> {
                        as(now).get("configmaps", "monitoring", "datadog-leader-election").at(now);
                        as(now).list("events", null).query("limit=100").at(now + 50);
                    });
        }
    }
}
