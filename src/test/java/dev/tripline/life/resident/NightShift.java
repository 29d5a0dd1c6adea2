// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Workload;
import java.util.List;

/** The nightly backup of all objects, and the scanner that looks into all images. */
public final class NightShift implements Resident {

    @Override
    public void settle(Town town) {
        new Velero().settle(town);
        new Trivy().settle(town);
    }

    private static final class Velero extends Operator {
        Velero() {
            super(
                    "velero",
                    "velero",
                    "velero-server/v1.14.1 (linux/amd64) 8afe3ce",
                    "backups",
                    "schedules",
                    "backupstoragelocations");
        }

        @Override
        void live() {
            town.timetable().daily(2, 0, dice, this::backsUp);
        }

        private void backsUp(long now) {
            long time = now;
            as(time).path("/apis").at(time);
            for (String team : town.fleet().teams()) {
                for (String kind :
                        List.of("secrets", "configmaps", "deployments", "serviceaccounts")) {
                    as(time).list(kind, team).query("limit=500").at(time);
                    time += 120;
                }
            }
            as(time).get("secrets", "velero", "cloud-credentials").at(time);
        }
    }

    private static final class Trivy extends Operator {
        Trivy() {
            super(
                    "trivy-system",
                    "trivy-operator",
                    "trivy-operator/v0.22.0 (linux/amd64) kubernetes/$Format",
                    "pods",
                    "replicasets",
                    "vulnerabilityreports",
                    "configauditreports");
        }

        @Override
        void live() {
            town.timetable().daily(4, 30, dice, this::scans);
        }

        /** To pull images it needs the credentials that the pods pull them with. */
        private void scans(long now) {
            long time = now;
            for (Workload each : town.fleet().workloads().subList(0, 20)) {
                Pod pod = each.pods().get(0);
                as(time).get("serviceaccounts", pod.namespace(), each.account()).at(time);
                as(time).get("secrets", pod.namespace(), "registry-credentials").at(time + 30);
                as(time).verb("create", "jobs", "trivy-system", "scan-" + dice.hex(8))
                        .at(time + 100);
                as(time + 60_000)
                        .get("pods", "trivy-system", "scan-" + dice.hex(8) + "-" + dice.suffix(5))
                        .sub("log")
                        .query("container=scanner")
                        .at(time + 60_000);
                time += Almanac.MINUTE;
            }
        }
    }
}
