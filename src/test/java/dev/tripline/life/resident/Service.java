// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.DAY;
import static dev.tripline.life.world.Almanac.HOUR;
import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.CloudTrail;
import dev.tripline.life.world.Company;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Habit;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Workload;
import java.util.List;

/** The pods of one workload: how they start, whom they ask, how they are probed, how they end. */
public final class Service implements Resident {

    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    private static final String CA = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";
    private static final String ROLE_TOKEN =
            "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
    private static final String POD_IDENTITY_TOKEN =
            "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token";

    /** How a workload gets to its credentials for AWS. */
    private enum Cloud {
        NONE,
        WEB_IDENTITY,
        POD_IDENTITY,
        INSTANCE
    }

    /** What it wants of the API server. */
    private enum Api {
        NONE,
        WATCHES,
        POLLS,
        MISCONFIGURED
    }

    private final Workload workload;

    private Town town;
    private Dice dice;
    private Cloud cloud;
    private Api api;
    private Program program;
    private Program probe;
    private boolean hasToken;

    public Service(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void settle(Town town) {
        this.town = town;
        this.dice = town.dice("service " + workload.namespace() + "/" + workload.name());
        double role = dice.unit();
        cloud =
                role < 0.15
                        ? Cloud.WEB_IDENTITY
                        : role < 0.19
                                ? Cloud.POD_IDENTITY
                                : role < 0.21 ? Cloud.INSTANCE : Cloud.NONE;
        double client = dice.unit();
        api =
                client < 0.025
                        ? Api.WATCHES
                        : client < 0.045 ? Api.POLLS : client < 0.05 ? Api.MISCONFIGURED : Api.NONE;
        hasToken = api != Api.NONE || dice.chance(0.6);
        program = Program.of(workload.executable(), workload.trade().command(workload.name()));
        probe = dice.chance(0.012) ? aProbe() : null;
        for (Pod pod : workload.pods()) {
            if (pod.end() > Almanac.START) {
                settle(pod);
            }
        }
    }

    private Program aProbe() {
        return dice.any(
                Program.shell("pg_isready -U app -h 127.0.0.1"),
                Program.of(
                        "/bin/sh", "sh", "-c", "curl -fsS http://localhost:8080/healthz || exit 1"),
                Program.of("/usr/bin/wget", "wget -q -O- http://127.0.0.1:8080/health"),
                Program.shell("redis-cli -h localhost ping"),
                Program.of("/bin/grpc_health_probe", "/bin/grpc_health_probe -addr=:9090"),
                Program.of("/usr/bin/curl", "curl -sk https://localhost:8443/ready"));
    }

    private void settle(Pod pod) {
        if (pod.start() >= Almanac.START) {
            town.timetable().at(pod.start(), now -> starts(pod, now));
        }
        if (hasToken) {
            habit(pod, 48 * MINUTE, now -> isRenewed(pod, now));
        }
        if (probe != null) {
            habit(pod, MINUTE, now -> town.sensors().runs(now, Place.in(pod), probe));
        }
        habit(pod, DAY, now -> logs(pod, now));
        if (workload.name().startsWith("web")) {
            habit(pod, HOUR, now -> serves(pod, now));
        }
        asksForARole(pod);
        asksTheApi(pod);
        if (pod.end() != Long.MAX_VALUE) {
            town.timetable().at(pod.end(), now -> ends(pod, now));
        }
    }

    private void habit(Pod pod, long period, Habit habit) {
        town.timetable()
                .between(Math.max(pod.start(), Almanac.START), pod.end(), period, dice, habit);
    }

    private void starts(Pod pod, long now) {
        Place here = Place.in(pod);
        Caller kubelet = pod.node().kubelet();
        scheduled(pod, now - 2_000);
        isRenewed(pod, now - 900);
        town.audit().by(kubelet).get("pods", pod.namespace(), pod.name()).at(now - 1_500);
        town.audit()
                .by(kubelet)
                .verb("patch", "pods", pod.namespace(), pod.name())
                .sub("status")
                .at(now + 3_000);
        if (dice.chance(0.05)) {
            town.sensors()
                    .runs(
                            now - 300,
                            here,
                            Program.shell(
                                    "until curl -sk https://config."
                                            + pod.namespace()
                                            + ".svc:8443/ready; do sleep 1; done"));
        }
        if (dice.chance(0.2)) {
            town.sensors()
                    .runs(
                            now - 100,
                            here,
                            Program.of("/bin/sh", "sh", "/docker-entrypoint.sh", workload.name()));
        }
        if (dice.chance(0.01)) {
            town.sensors()
                    .runs(now - 50, here, Program.of("/usr/bin/env", "env").startedBy("/bin/sh"));
        }
        town.sensors().runs(now, here, program);
        if (api != Api.NONE) {
            town.sensors().opens(now + 1_200, here, program, TOKEN);
            town.sensors().opens(now + 1_201, here, program, CA);
        }
    }

    private void scheduled(Pod pod, long now) {
        Caller scheduler =
                Caller.of("system:kube-scheduler")
                        .groups("system:authenticated")
                        .from("10.0.66.12")
                        .with("kube-scheduler/v1.31.4 (linux/amd64) kubernetes/7fb7a2b/scheduler")
                        .caller();
        town.audit()
                .by(scheduler)
                .verb("create", "pods", pod.namespace(), pod.name())
                .sub("binding")
                .at(now);
    }

    /** The kubelet asks for a token for a pod of its node. */
    private void isRenewed(Pod pod, long now) {
        town.audit()
                .by(pod.node().kubelet())
                .verb("create", "serviceaccounts", pod.namespace(), workload.account())
                .sub("token")
                .annotated("\"JTI=" + pod.credential(Math.max(now, pod.start())) + "\"")
                .at(now);
        if (api != Api.NONE) {
            town.sensors().opens(now + 50_000, Place.in(pod), program, TOKEN);
        }
    }

    private void asksForARole(Pod pod) {
        switch (cloud) {
            case WEB_IDENTITY -> habit(pod, HOUR, now -> getsItsRole(pod, now));
            case POD_IDENTITY ->
                    habit(
                            pod,
                            6 * HOUR,
                            now -> {
                                town.sensors()
                                        .opens(now, Place.in(pod), program, POD_IDENTITY_TOKEN);
                                town.sensors()
                                        .connects(
                                                now + 9,
                                                Place.in(pod),
                                                program,
                                                "169.254.170.23",
                                                80);
                            });
            case INSTANCE ->
                    habit(
                            pod,
                            6 * HOUR,
                            now ->
                                    town.sensors()
                                            .connects(
                                                    now,
                                                    Place.in(pod),
                                                    program,
                                                    "169.254.169.254",
                                                    80));
            default -> {}
        }
    }

    private void getsItsRole(Pod pod, long now) {
        town.sensors().opens(now, Place.in(pod), program, ROLE_TOKEN);
        String client = workload.trade().cloudClient(now);
        String role = workload.namespace() + "-" + workload.name();
        String key = "ASIA" + dice.key(16);
        town.cloud()
                .call(
                        now + 200,
                        CloudTrail.webIdentity(pod.namespace(), workload.account()),
                        "sts:AssumeRoleWithWebIdentity",
                        Company.NAT,
                        client,
                        "{\"roleArn\":\"arn:aws:iam::"
                                + Company.ACCOUNT
                                + ":role/"
                                + role
                                + "\",\"roleSessionName\":\""
                                + workload.name()
                                + "\"}",
                        "{\"credentials\":{\"accessKeyId\":\""
                                + key
                                + "\",\"expiration\":\"later\"},\"audience\":\"sts.amazonaws.com\"}");
        if (dice.chance(0.2)) {
            town.cloud()
                    .call(
                            now + 9_000,
                            CloudTrail.role(role, workload.name(), key, now),
                            dice.any("sqs:ListQueues", "s3:ListBuckets", "dynamodb:DescribeTable"),
                            Company.NAT,
                            client,
                            null,
                            null);
        }
    }

    private void asksTheApi(Pod pod) {
        switch (api) {
            case WATCHES -> {
                for (String kind : List.of("configmaps", "endpointslices", "pods")) {
                    habit(
                            pod,
                            9 * MINUTE,
                            now ->
                                    town.audit()
                                            .by(me(pod, now))
                                            .watch(
                                                    kind,
                                                    pod.namespace(),
                                                    dice.between(5, 10) * MINUTE)
                                            .at(now));
                }
            }
            case POLLS ->
                    habit(
                            pod,
                            5 * MINUTE,
                            now -> {
                                town.audit().by(me(pod, now)).list("pods", pod.namespace()).at(now);
                                if (dice.chance(0.1)) {
                                    town.audit()
                                            .by(me(pod, now))
                                            .get("secrets", pod.namespace(), "app-1")
                                            .at(now + 40);
                                }
                            });
            case MISCONFIGURED -> habit(pod, 3 * MINUTE, now -> isRefused(pod, now));
            default -> {}
        }
    }

    private Caller me(Pod pod, long now) {
        return pod.caller(workload.trade().apiClient(workload.name(), now), now);
    }

    /** Somebody forgot a role; the program tries again. */
    private void isRefused(Pod pod, long now) {
        town.audit()
                .by(me(pod, now))
                .list(dice.any("endpoints", "services"), pod.namespace())
                .answered(403)
                .at(now);
        if (dice.chance(0.1)) {
            town.audit()
                    .by(me(pod, now))
                    .get("configmaps", pod.namespace(), "missing")
                    .answered(404)
                    .at(now + 30);
        }
    }

    private void logs(Pod pod, long now) {
        String id = dice.uuid();
        town.logs()
                .prints(
                        now,
                        pod,
                        dice.any(
                                "INFO request id=" + id + " GET /api/v1/items 200 in 13ms",
                                "DEBUG callback /oauth/done?state="
                                        + dice.hex(16)
                                        + "&csrf_token="
                                        + dice.hex(24),
                                "DEBUG payload eyJpdGVtcyI6W3siaWQiOjEyfV19" + dice.hex(20),
                                "WARN retry 2 for order " + id,
                                "{\"level\":\"info\",\"trace_id\":\""
                                        + dice.hex(32)
                                        + "\",\"msg\":\"ok\"}",
                                "INFO password for user 42 was changed",
                                "127.0.0.1 - - \"GET /login?token="
                                        + dice.hex(12)
                                        + " HTTP/1.1\" 302 0"));
    }

    private void serves(Pod pod, long now) {
        town.logs()
                .serves(
                        now,
                        pod,
                        "198.18.7." + dice.below(250),
                        dice.any(
                                "/",
                                "/items?page=" + dice.below(9),
                                "/go?url=https%3A%2F%2Fwww.example.com%2Fnews",
                                "/preview?link=http://partner.example.net/picture.png",
                                "/health"),
                        dice.chance(0.95) ? 200 : 404);
    }

    private void ends(Pod pod, long now) {
        town.audit()
                .by(pod.node().kubelet())
                .verb("delete", "pods", pod.namespace(), pod.name())
                .at(now + 30_000);
    }
}
