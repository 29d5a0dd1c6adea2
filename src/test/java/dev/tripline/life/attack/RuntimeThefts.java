// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.resident.DockerHosts;
import dev.tripline.life.world.Docker.Client;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Wire;
import java.util.List;

/** Credentials out of the container runtime: its API, its sockets, its files, its logs. */
final class RuntimeThefts {

    private static final String HOST = DockerHosts.NAME + 3;

    private RuntimeThefts() {}

    static List<Attack> all() {
        return List.of(
                Attack.of(
                        "logs of a container, by curl on the socket",
                        "docker-api-logs-or-inspect-access",
                        RuntimeThefts::dockerLogs),
                Attack.of(
                        "environments of many containers",
                        "docker-api-logs-or-inspect-access",
                        RuntimeThefts::dockerInspect),
                Attack.of(
                        "the swarm's unlock key",
                        "docker-api-logs-or-inspect-access",
                        scene ->
                                scene.town()
                                        .docker()
                                        .asks(
                                                scene.after(0),
                                                curl(),
                                                "GET",
                                                "/v1.45/swarm/unlockkey")),
                Attack.of(
                        "Docker's API from the Internet",
                        "docker-api-remote-exposed",
                        RuntimeThefts::dockerAfar),
                Attack.of(
                        "Docker's socket in a pod",
                        "runtime-socket-from-container",
                        RuntimeThefts::socket),
                Attack.of(
                        "log files of many containers",
                        "container-log-file-direct-read",
                        RuntimeThefts::logFiles),
                Attack.of(
                        "a container's configuration on disk",
                        "container-log-file-direct-read",
                        RuntimeThefts::configuration),
                Attack.of(
                        "a service prints its AWS key",
                        "log-credential-exposure",
                        RuntimeThefts::keyInLog),
                Attack.of(
                        "a service prints a private key",
                        "log-credential-exposure",
                        RuntimeThefts::privateKeyInLog));
    }

    private static Client curl() {
        return new Client(HOST, "", null, "/usr/bin/curl", Scene.CURL);
    }

    private static void dockerLogs(Scene scene) {
        String container = scene.dice().hex(64);
        scene.town()
                .docker()
                .asks(
                        scene.after(0),
                        curl(),
                        "GET",
                        "/v1.45/containers/" + container + "/logs?stdout=1&stderr=1");
    }

    private static void dockerInspect(Scene scene) {
        for (int i = 0; i < 8; i++) {
            scene.town()
                    .docker()
                    .asks(
                            scene.after(i * 3),
                            new Client(
                                    HOST, "", null, "/usr/bin/python3", "python-requests/2.32.3"),
                            "GET",
                            "/containers/" + scene.dice().hex(64) + "/json");
        }
    }

    private static void dockerAfar(Scene scene) {
        Client stranger = new Client(HOST, "", Scene.AFAR, null, "Go-http-client/1.1");
        int second = 0;
        for (String path :
                List.of(
                        "/_ping",
                        "/v1.24/version",
                        "/v1.24/info",
                        "/v1.24/containers/json",
                        "/v1.24/images/json")) {
            scene.town().docker().asks(scene.after(second++), stranger, "GET", path);
        }
    }

    private static void socket(Scene scene) {
        Pod pod = scene.victim();
        scene.runs(
                0,
                pod,
                "/usr/bin/curl",
                "curl",
                "--unix-socket",
                "/run/docker.sock",
                "http://x/containers/json");
        scene.opens(0, pod, "/usr/bin/curl", "/run/docker.sock");
    }

    private static void logFiles(Scene scene) {
        Pod pod = scene.victim();
        int second = 0;
        for (Pod other : scene.others(8)) {
            scene.opens(
                    second++,
                    pod,
                    "/bin/grep",
                    "/var/log/pods/"
                            + other.namespace()
                            + "_"
                            + other.name()
                            + "_"
                            + other.uid()
                            + "/"
                            + other.workload().name()
                            + "/0.log");
        }
    }

    private static void configuration(Scene scene) {
        Pod pod = scene.victim(Wire.TETRAGON);
        scene.town()
                .sensors()
                .opens(
                        scene.after(0),
                        Place.on(pod.node()),
                        Program.of("/usr/bin/python3.9", "python3 x.py"),
                        "/var/lib/docker/containers/" + pod.container() + "/config.v2.json");
    }

    private static void keyInLog(Scene scene) {
        scene.town()
                .logs()
                .prints(
                        scene.after(0),
                        scene.victim(),
                        "DEBUG env: AWS_ACCESS_KEY_ID=AKIA"
                                + scene.dice().key(16)
                                + " AWS_SECRET_ACCESS_KEY="
                                + scene.dice().key(20)
                                + scene.dice().hex(19)
                                + "/");
    }

    private static void privateKeyInLog(Scene scene) {
        scene.town()
                .logs()
                .prints(
                        scene.after(0),
                        scene.victim(),
                        "loaded -----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA"
                                + scene.dice().key(48)
                                + "\n"
                                + scene.dice().key(64)
                                + "\n-----END RSA PRIVATE KEY-----");
    }
}
