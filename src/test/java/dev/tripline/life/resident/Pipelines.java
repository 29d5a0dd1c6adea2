// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.CloudTrail;
import dev.tripline.life.world.Company;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Trade;
import dev.tripline.life.world.Workload;

/**
 * The runners that build and deploy: a pod for each job, helm in some of them, terraform at night.
 */
public final class Pipelines implements Resident {

    private static final String TERRAFORM =
            "APN/1.0 HashiCorp/1.0 Terraform/1.9.5 (+https://www.terraform.io)"
                    + " terraform-provider-aws/5.67.0 aws-sdk-go-v2/1.30.5 os/linux lang/go#1.22.6";

    private Town town;
    private Dice dice;
    private Workload job;
    private Pod runner;

    @Override
    public void settle(Town town) {
        this.town = town;
        this.dice = town.dice("pipelines");
        this.runner = town.platformPod("gitlab", "gitlab-runner");
        this.job = town.fleet().podless("gitlab", "build", Trade.GO, "deployer");
        double deploys = Math.max(25, 400 / town.thinning());
        town.timetable().officeHours(deploys, Almanac.START, dice, this::deploys);
        town.timetable().daily(1, 20, dice, this::plansTheInfrastructure);
        town.timetable().officeHours(6, Almanac.START, dice, this::plansTheInfrastructure);
    }

    private void deploys(long now) {
        Node node = dice.pick(town.fleet().nodes());
        String name = "runner-" + dice.hex(8) + "-project-" + dice.below(90) + "-concurrent-0";
        Pod pod = town.fleet().podOn(node, job, name, now, now + 10 * MINUTE);
        Caller manager =
                runner.caller("gitlab-runner/17.4.0 (linux/amd64) kubernetes/$Format", now);
        town.audit().by(manager).verb("create", "secrets", "gitlab", name).at(now);
        town.audit().by(manager).verb("create", "pods", "gitlab", name).at(now + 300);
        town.audit()
                .by(manager)
                .verb("create", "pods", "gitlab", name)
                .sub("attach")
                .query("container=build&stdin=true&stdout=true")
                .lasting(4 * MINUTE)
                .at(now + 9_000);
        Place here = Place.in(pod);
        town.sensors()
                .runs(now + 10_000, here, Program.shell("if [ -x /bin/bash ]; then exec bash; fi"));
        town.sensors().runs(now + 11_000, here, Program.of("/usr/bin/git", "git fetch --depth 20"));
        String team = dice.pick(town.fleet().teams());
        Program helm =
                Program.of("/usr/bin/helm", "helm upgrade --install api ./chart -n " + team)
                        .startedBy("/bin/bash");
        town.sensors().runs(now + 60_000, here, helm);
        town.sensors()
                .opens(
                        now + 60_100,
                        here,
                        helm,
                        "/var/run/secrets/kubernetes.io/serviceaccount/token");
        upgrades(pod, team, now + 61_000);
        town.audit().by(manager).verb("delete", "secrets", "gitlab", name).at(now + 5 * MINUTE);
    }

    private void upgrades(Pod pod, String team, long now) {
        Caller helm = pod.caller("Helm/3.15.4", now);
        town.audit().by(helm).path("/version").at(now);
        town.audit().by(helm).path("/apis").at(now + 30);
        town.audit()
                .by(helm)
                .list("secrets", team)
                .query("labelSelector=name%3Dapi%2Cowner%3Dhelm")
                .at(now + 90);
        int version = dice.below(200);
        town.audit()
                .by(helm)
                .get("secrets", team, "sh.helm.release.v1.api.v" + version)
                .at(now + 150);
        town.audit()
                .by(helm)
                .verb("create", "secrets", team, "sh.helm.release.v1.api.v" + (version + 1))
                .at(now + 300);
        for (String kind :
                new String[] {"serviceaccounts", "configmaps", "services", "deployments"}) {
            town.audit().by(helm).get(kind, team, "api").at(now + 400);
            town.audit().by(helm).verb("patch", kind, team, "api").at(now + 450);
        }
        town.audit()
                .by(helm)
                .verb("update", "secrets", team, "sh.helm.release.v1.api.v" + (version + 1))
                .at(now + 30_000);
    }

    private void plansTheInfrastructure(long now) {
        String key = "ASIA" + dice.key(16);
        town.cloud()
                .call(
                        now,
                        CloudTrail.webIdentity("gitlab", "terraform"),
                        "sts:AssumeRoleWithWebIdentity",
                        Company.NAT,
                        TERRAFORM,
                        "{\"roleArn\":\"arn:aws:iam::"
                                + Company.ACCOUNT
                                + ":role/terraform\",\"roleSessionName\":\"ci\"}",
                        "{\"credentials\":{\"accessKeyId\":\"" + key + "\"}}");
        String me = CloudTrail.role("terraform", "ci", key, now);
        long time = now;
        for (int i = 0; i < 40; i++) {
            time += 50 + dice.below(400);
            town.cloud()
                    .call(
                            time,
                            me,
                            dice.any(
                                    "ec2:DescribeVpcs",
                                    "ec2:DescribeSubnets",
                                    "eks:DescribeCluster",
                                    "iam:GetRole",
                                    "iam:ListRolePolicies",
                                    "s3:GetBucketPolicy",
                                    "cloudtrail:GetTrailStatus",
                                    "kms:DescribeKey",
                                    "secretsmanager:DescribeSecret"),
                            Company.NAT,
                            TERRAFORM,
                            null,
                            null);
        }
    }
}
