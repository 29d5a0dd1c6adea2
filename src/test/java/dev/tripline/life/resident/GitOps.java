// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Workload;
import java.time.Duration;
import java.util.List;

/** Argo CD: it has a copy of everything, and applies what is new in git. */
public final class GitOps implements Resident {

    private static final List<String> KINDS =
            List.of(
                    "deployments",
                    "replicasets",
                    "pods",
                    "services",
                    "secrets",
                    "configmaps",
                    "ingresses",
                    "serviceaccounts",
                    "roles",
                    "rolebindings",
                    "jobs",
                    "cronjobs",
                    "statefulsets",
                    "daemonsets",
                    "horizontalpodautoscalers",
                    "customresourcedefinitions",
                    "namespaces");

    @Override
    public void settle(Town town) {
        new Controller().settle(town);
        new Server().settle(town);
    }

    private static final class Controller extends Operator {
        Controller() {
            super(
                    "argocd",
                    "argocd-application-controller",
                    "argocd-application-controller/v2.12.4 (linux/amd64) kubernetes/$Format",
                    KINDS.toArray(String[]::new));
        }

        @Override
        void live() {
            town.often(
                    Duration.ofSeconds(40),
                    dice,
                    now ->
                            as(now).verb("patch", "applications", "argocd", team() + "-api")
                                    .at(now));
            town.often(
                    Duration.ofMinutes(10),
                    dice,
                    now -> {
                        as(now).path("/version").at(now);
                        as(now).path("/apis").at(now + 4);
                        as(now).path("/openapi/v3").at(now + 9);
                    });
            for (List<Workload> some :
                    List.of(town.fleet().workloads(), town.fleet().newcomers())) {
                for (Workload each : some) {
                    each.rollouts().forEach(time -> planned(each, time));
                }
            }
        }

        private void planned(Workload workload, long time) {
            if (time > Almanac.START) {
                town.timetable().at(time - 3_000, now -> applies(workload, now));
            }
        }

        /** A newcomer's namespace and account are new, too. */
        private void applies(Workload workload, long now) {
            String ns = workload.namespace();
            if (now < workload.born()) {
                as(now).verb("create", "namespaces", null, ns).at(now);
                as(now).verb("create", "serviceaccounts", ns, workload.account()).at(now + 100);
                as(now).verb("create", "secrets", ns, "app-0").at(now + 140);
                as(now).verb("create", "rolebindings", ns, workload.account()).at(now + 180);
            }
            for (String kind : List.of("configmaps", "services", "deployments")) {
                as(now).verb("patch", kind, ns, workload.name())
                        .query("fieldManager=argocd-controller&force=true")
                        .body("{\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"x\"}}")
                        .at(now + 300 + dice.below(400));
            }
        }
    }

    /** People look at it in a browser. */
    private static final class Server extends Operator {
        Server() {
            super(
                    "argocd",
                    "argocd-server",
                    "argocd-server/v2.12.4 (linux/amd64) kubernetes/$Format",
                    "applications",
                    "appprojects");
        }

        @Override
        void live() {
            Dice visits = town.dice("argocd visits");
            town.timetable()
                    .officeHours(
                            40,
                            Almanac.START,
                            visits,
                            now -> {
                                String team = team();
                                as(now).list("pods", team).at(now);
                                as(now).get("pods", team, "web-" + dice.below(9))
                                        .sub("log")
                                        .query("container=web&follow=true&tailLines=1000")
                                        .at(now + 2_000);
                            });
            town.often(
                    Duration.ofMinutes(20),
                    dice,
                    now -> as(now).get("secrets", "argocd", "argocd-secret").at(now));
        }
    }
}
