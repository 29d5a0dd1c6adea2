// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.CloudTrail;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.util.List;

/** One who looks after the cluster itself, in all namespaces, also in the evening. */
public final class Administrator implements Resident {

    private final Person person;

    private Town town;
    private Dice dice;
    private Caller me;

    public Administrator(Person person) {
        this.person = person;
    }

    @Override
    public void settle(Town town) {
        this.town = town;
        this.dice = town.dice("administrator " + person.name());
        this.me = person.caller("platform-admins");
        long start = Almanac.START;
        town.timetable().officeHours(20, start, dice, this::looksAround);
        town.timetable().officeHours(4, start, dice, this::readsLogs);
        town.timetable().officeHours(1.5, start, dice, this::looksUpASecret);
        town.timetable().officeHours(0.7, start, dice, this::appliesAChart);
        town.timetable().officeHours(0.5, start, dice, this::looksAtRights);
        town.timetable().officeHours(0.15, start, dice, this::looksInside);
        town.timetable().officeHours(0.1, start, dice, this::makesAToken);
        town.timetable().officeHours(8, start, dice, this::callsAws);
        town.timetable().daily(21, 30, dice, this::isOnCall);
    }

    private String anywhere() {
        return dice.chance(0.4)
                ? dice.any("kube-system", "monitoring", "argocd", "cert-manager", "logging")
                : dice.pick(town.fleet().teams());
    }

    private void looksAround(long now) {
        String kind = dice.any("pods", "nodes", "deployments", "events", "daemonsets", "jobs");
        town.audit()
                .by(me)
                .list(kind, kind.equals("nodes") || dice.chance(0.5) ? null : anywhere())
                .query("limit=500")
                .at(now);
    }

    private void readsLogs(long now) {
        town.audit()
                .by(me)
                .get("pods", anywhere(), "web-" + dice.below(9))
                .sub("log")
                .query("tailLines=500")
                .at(now);
    }

    private void looksUpASecret(long now) {
        town.audit().by(me).get("secrets", anywhere(), "app-" + dice.below(4)).at(now);
    }

    /** Helm keeps its releases in secrets. */
    private void appliesAChart(long now) {
        String namespace = anywhere();
        Caller helm = me.with("Helm/3.16.1");
        town.audit()
                .by(helm)
                .list("secrets", namespace)
                .query("labelSelector=name%3Dchart%2Cowner%3Dhelm%2Cstatus%3Ddeployed")
                .at(now);
        town.audit()
                .by(helm)
                .get("secrets", namespace, "sh.helm.release.v1.chart.v" + dice.below(30))
                .at(now + 400);
        for (String kind : List.of("configmaps", "deployments", "services")) {
            town.audit().by(helm).verb("patch", kind, namespace, "chart").at(now + 900);
        }
        town.audit()
                .by(helm)
                .verb("create", "secrets", namespace, "sh.helm.release.v1.chart.v31")
                .at(now + 5_000);
    }

    private void looksAtRights(long now) {
        for (String kind : List.of("clusterroles", "clusterrolebindings", "rolebindings")) {
            town.audit().by(me).list(kind, null).query("limit=500").at(now);
        }
        town.audit().by(me).verb("create", "selfsubjectrulesreviews", null, null).at(now + 2_000);
        town.audit().by(me).verb("create", "selfsubjectaccessreviews", null, null).at(now + 9_000);
    }

    private void looksInside(long now) {
        town.audit()
                .by(me)
                .get("pods", anywhere(), "web-" + dice.below(9))
                .sub("exec")
                .query("command=bash&stdin=true&stdout=true&tty=true")
                .lasting(dice.between(1, 9) * MINUTE)
                .at(now);
    }

    private void makesAToken(long now) {
        town.audit()
                .by(me)
                .verb("create", "serviceaccounts", "kubernetes-dashboard", "viewer")
                .sub("token")
                .at(now);
    }

    private void callsAws(long now) {
        town.cloud()
                .call(
                        now,
                        CloudTrail.role(
                                "AWSReservedSSO_platform-admins",
                                person.name(),
                                person.key().replace("AKIA", "ASIA"),
                                now - 30 * MINUTE),
                        dice.any(
                                "ec2:DescribeInstances",
                                "eks:DescribeCluster",
                                "eks:ListClusters",
                                "s3:ListBuckets",
                                "iam:ListRoles",
                                "logs:DescribeLogGroups",
                                "cloudtrail:DescribeTrails",
                                "sts:GetCallerIdentity"),
                        person.ip(),
                        dice.any(
                                "aws-cli/2.17.50 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 md/arch#arm64",
                                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/128.0"),
                        null,
                        null);
    }

    private void isOnCall(long now) {
        if (dice.chance(0.15)) {
            looksAround(now);
            readsLogs(now + 90_000);
            town.audit().by(me.from("198.51.100.77")).list("events", null).at(now + 200_000);
        }
    }
}
