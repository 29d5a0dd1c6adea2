// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;
import java.util.List;

/** The controllers that come with Kubernetes: their leases, their caches, and what they mend. */
public final class ControlPlane implements Resident {

    private static final String ADDRESS = "10.0.66.12";

    private static final List<String> CONTROLLERS =
            List.of(
                    "replicaset-controller",
                    "deployment-controller",
                    "job-controller",
                    "cronjob-controller",
                    "endpointslice-controller",
                    "namespace-controller",
                    "service-account-controller",
                    "generic-garbage-collector",
                    "resourcequota-controller",
                    "node-controller",
                    "persistent-volume-binder",
                    "horizontal-pod-autoscaler",
                    "statefulset-controller",
                    "daemon-set-controller",
                    "root-ca-cert-publisher",
                    "pod-garbage-collector",
                    "token-cleaner");

    private static final List<String> KINDS =
            List.of(
                    "pods",
                    "deployments",
                    "replicasets",
                    "jobs",
                    "cronjobs",
                    "services",
                    "nodes",
                    "secrets",
                    "configmaps",
                    "serviceaccounts",
                    "endpointslices",
                    "namespaces",
                    "statefulsets",
                    "daemonsets",
                    "roles",
                    "rolebindings",
                    "clusterroles",
                    "clusterrolebindings",
                    "horizontalpodautoscalers",
                    "csinodes",
                    "leases",
                    "validatingwebhookconfigurations",
                    "customresourcedefinitions");

    private Town town;
    private Dice dice;

    @Override
    public void settle(Town town) {
        this.town = town;
        this.dice = town.dice("control plane");
        Caller manager = component("kube-controller-manager", "leader-election");
        Caller scheduler = component("kube-scheduler", "leader-election");
        town.often(Duration.ofSeconds(2), dice, now -> renews(manager, now));
        town.often(Duration.ofSeconds(2), dice, now -> renews(scheduler, now));
        Caller caches = component("kube-controller-manager", "shared-informers");
        for (String kind : KINDS) {
            town.often(
                    Duration.ofMinutes(7),
                    dice,
                    now ->
                            town.audit()
                                    .by(caches)
                                    .watch(kind, null, dice.between(5, 10) * MINUTE)
                                    .at(now));
        }
        for (String name : CONTROLLERS) {
            Caller controller = controller(name);
            town.often(Duration.ofSeconds(50), dice, now -> mends(controller, now));
        }
        Caller collector = controller("generic-garbage-collector");
        town.often(Duration.ofSeconds(30), dice, now -> discovers(collector, now));
        town.timetable().daily(3, 10, dice, this::starts);
        Caller accounts = controller("service-account-controller");
        town.fleet()
                .newcomers()
                .forEach(
                        each ->
                                town.timetable()
                                        .at(
                                                each.born(),
                                                now -> welcomes(accounts, each.namespace(), now)));
    }

    /** After an upgrade of the control plane caches are filled anew: everything is listed. */
    private void starts(long now) {
        if (dice.chance(0.3)) {
            Caller caches = component("kube-controller-manager", "shared-informers");
            for (String kind : KINDS) {
                town.audit()
                        .by(caches)
                        .list(kind, null)
                        .query("limit=500&resourceVersion=0")
                        .at(now + dice.below(4000));
            }
        }
    }

    private static Caller component(String name, String part) {
        return Caller.of("system:" + name)
                .groups("system:authenticated")
                .from(ADDRESS)
                .with(name + "/v1.31.4 (linux/amd64) kubernetes/7fb7a2b/" + part)
                .because(
                        "RBAC: allowed by ClusterRoleBinding \"system:"
                                + name
                                + "\" of ClusterRole \"system:"
                                + name
                                + "\" to User \"system:"
                                + name
                                + "\"")
                .caller();
    }

    private static Caller controller(String name) {
        return Caller.of("system:serviceaccount:kube-system:" + name)
                .groups(
                        "system:serviceaccounts",
                        "system:serviceaccounts:kube-system",
                        "system:authenticated")
                .from(ADDRESS)
                .with(
                        "kube-controller-manager/v1.31.4 (linux/amd64) kubernetes/7fb7a2b"
                                + "/system:serviceaccount:kube-system:"
                                + name)
                .because(
                        "RBAC: allowed by ClusterRoleBinding \"system:controller:"
                                + name
                                + "\" of ClusterRole \"system:controller:"
                                + name
                                + "\" to ServiceAccount \""
                                + name
                                + "/kube-system\"")
                .caller();
    }

    private void renews(Caller holder, long now) {
        String lease = holder.name().substring("system:".length());
        town.audit()
                .by(holder)
                .verb("update", "leases", "kube-system", lease)
                .query("timeout=5s")
                .at(now);
    }

    private void mends(Caller controller, long now) {
        String team = dice.pick(town.fleet().teams());
        String name = "web-" + dice.below(40);
        switch (dice.below(4)) {
            case 0 ->
                    town.audit()
                            .by(controller)
                            .verb("update", "deployments", team, name)
                            .sub("status")
                            .answered(dice.chance(0.05) ? 409 : 200)
                            .at(now);
            case 1 -> town.audit().by(controller).verb("patch", "pods", team, name).at(now);
            case 2 -> town.audit().by(controller).get("endpointslices", team, name).at(now);
            default ->
                    town.audit()
                            .by(controller)
                            .verb("create", "events", team, name + "." + dice.hex(16))
                            .at(now);
        }
    }

    private void discovers(Caller collector, long now) {
        town.audit().by(collector).path("/apis").at(now);
        town.audit().by(collector).path("/api/v1").at(now + 3);
    }

    private void welcomes(Caller accounts, String namespace, long now) {
        town.audit()
                .by(accounts)
                .verb("create", "serviceaccounts", namespace, "default")
                .at(now + 300);
        town.audit()
                .by(controller("root-ca-cert-publisher"))
                .verb("create", "configmaps", namespace, "kube-root-ca.crt")
                .at(now + 350);
    }
}
