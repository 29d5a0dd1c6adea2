// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.CloudTrail;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Wire;
import java.util.List;

/** The metadata service gives credentials away, they are used elsewhere, and tracks are covered. */
final class CloudThefts {

    private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/eks-node";

    private CloudThefts() {}

    static List<Attack> all() {
        return List.of(
                Attack.of(
                        "the instance's credentials by curl",
                        "imds-credential-request",
                        scene -> curl(scene, "http://169.254.169.254" + CREDENTIALS)),
                Attack.of(
                        "the same, the address in hexadecimal",
                        "imds-credential-request",
                        scene -> curl(scene, "http://0xa9fea9fe" + CREDENTIALS)),
                Attack.of(
                        "the same, the address as IPv6",
                        "imds-credential-request",
                        scene -> curl(scene, "http://[fd00:ec2::254]" + CREDENTIALS)),
                Attack.of(
                        "a service that never asked the metadata service does",
                        "imds-new-caller-in-container",
                        CloudThefts::newCaller),
                Attack.of(
                        "a session token, then credentials",
                        "imdsv2-token-then-credentials",
                        CloudThefts::tokenThenCredentials),
                Attack.of(
                        "a web server asks for a stranger", "imds-ssrf-web", CloudThefts::forgery),
                Attack.of(
                        "an instance's role used elsewhere",
                        "imds-credentials-used-elsewhere",
                        CloudThefts::usedElsewhere),
                Attack.of(
                        "CloudTrail is stopped",
                        "telemetry-logging-disabled",
                        scene ->
                                call(
                                        scene,
                                        "cloudtrail:StopLogging",
                                        "{\"name\":\"organisation\"}")),
                Attack.of(
                        "the cluster's audit log is switched off",
                        "telemetry-logging-disabled",
                        scene ->
                                call(
                                        scene,
                                        "eks:UpdateClusterConfig",
                                        "{\"name\":\"prod-eu\",\"logging\":{\"clusterLogging\":[{\"types\":"
                                                + "[\"audit\"],\"enabled\":false}]}}")),
                Attack.of(
                        "the sensor is taken off the nodes",
                        "telemetry-logging-disabled",
                        scene ->
                                scene.town()
                                        .audit()
                                        .by(scene.insiderAs("kubectl/v1.31.1 (linux/amd64)"))
                                        .verb("delete", "daemonsets", "falco", "falco")
                                        .at(scene.after(0))));
    }

    private static void curl(Scene scene, String url) {
        scene.runs(0, scene.victim(), "/usr/bin/curl", "curl", "-s", url);
    }

    private static void newCaller(Scene scene) {
        Pod pod = scene.victim(Wire.TETRAGON);
        scene.town()
                .sensors()
                .connects(
                        scene.after(0),
                        Place.in(pod),
                        Program.of("/usr/bin/perl", "perl x.pl"),
                        "169.254.169.254",
                        80);
    }

    private static void tokenThenCredentials(Scene scene) {
        Pod pod = scene.victim();
        scene.runs(
                0,
                pod,
                "/usr/bin/curl",
                "curl",
                "-s",
                "-X",
                "PUT",
                "-H",
                "X-aws-ec2-metadata-token-ttl-seconds: 21600",
                "http://169.254.169.254/latest/api/token");
        scene.runs(
                3,
                pod,
                "/usr/bin/curl",
                "curl",
                "-s",
                "-H",
                "X-aws-ec2-metadata-token: AQAEAL",
                "http://169.254.169.254" + CREDENTIALS);
    }

    private static void forgery(Scene scene) {
        Pod pod = scene.victim(Wire.TETRAGON);
        scene.town()
                .logs()
                .serves(
                        scene.after(0),
                        pod,
                        Scene.AFAR,
                        "/preview?link=http://169.254.169.254" + CREDENTIALS,
                        200);
        scene.town()
                .sensors()
                .connects(
                        scene.after(1),
                        Place.in(pod),
                        Program.of(pod.workload().executable(), pod.workload().name()),
                        "169.254.169.254",
                        80);
    }

    private static void usedElsewhere(Scene scene) {
        Node node = scene.victim().node();
        long since = scene.after(0) - Almanac.HOUR;
        String session =
                CloudTrail.session(
                        "eks-node",
                        node.instance(),
                        "ASIA" + scene.dice().key(16),
                        since,
                        ",\"ec2RoleDelivery\":\"1.0\"");
        int second = 0;
        for (String call : List.of("sts:GetCallerIdentity", "s3:ListBuckets", "iam:ListRoles")) {
            scene.town()
                    .cloud()
                    .call(
                            scene.after(second += 20),
                            session,
                            call,
                            Scene.AFAR,
                            "aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-kali3-amd64",
                            null,
                            null);
        }
    }

    private static void call(Scene scene, String call, String parameters) {
        scene.town()
                .cloud()
                .call(
                        scene.after(0),
                        CloudTrail.role(
                                "AWSReservedSSO_developers",
                                scene.insider().name(),
                                scene.insider().key().replace("AKIA", "ASIA"),
                                scene.after(0) - Almanac.HOUR),
                        call,
                        scene.insider().ip(),
                        "aws-cli/2.17.50",
                        parameters,
                        null);
    }
}
