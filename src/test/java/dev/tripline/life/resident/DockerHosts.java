// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.HOUR;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Docker.Client;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A few hosts from before the cluster, where Docker runs alone. */
public final class DockerHosts implements Resident {

    private static final int HOSTS = 6;

    public static final String NAME = "legacy-";

    @Override
    public void settle(Town town) {
        for (int i = 1; i <= HOSTS; i++) {
            settle(town, NAME + i);
        }
    }

    private static void settle(Town town, String host) {
        Dice dice = town.dice("docker host " + host);
        List<String> containers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            containers.add(dice.hex(64));
        }
        Client monitor =
                new Client(
                        host, "", null, "/opt/datadog-agent/bin/agent/agent", "Go-http-client/1.1");
        Client compose =
                new Client(
                        host,
                        "",
                        null,
                        "/usr/libexec/docker/cli-plugins/docker-compose",
                        "compose/2.29.2 (linux)");
        Client cron = new Client(host, "", null, "/usr/bin/docker", "Docker-Client/27.2.1 (linux)");
        Client deploy =
                new Client(host, "deploy", "10.9.0.15", null, "Docker-Client/27.2.1 (linux)");
        town.often(
                Duration.ofSeconds(30),
                dice,
                now -> {
                    town.docker().asks(now, monitor, "GET", "/v1.41/containers/json");
                    town.docker()
                            .asks(
                                    now + 20,
                                    monitor,
                                    "GET",
                                    "/v1.41/containers/" + dice.pick(containers) + "/json");
                    town.docker()
                            .asks(
                                    now + 40,
                                    monitor,
                                    "GET",
                                    "/v1.41/containers/"
                                            + dice.pick(containers)
                                            + "/stats?stream=false");
                });
        town.often(
                Duration.ofMinutes(1),
                dice,
                now -> town.docker().asks(now, compose, "HEAD", "/_ping"));
        town.timetable()
                .every(
                        6 * HOUR,
                        dice,
                        now -> {
                            town.docker().asks(now, cron, "GET", "/v1.47/containers/json?all=1");
                            town.docker()
                                    .asks(now + 100, cron, "POST", "/v1.47/images/prune?filters=x");
                        });
        town.timetable()
                .officeHours(
                        0.7,
                        Almanac.START,
                        dice,
                        now -> isDeployed(town, deploy, containers, dice, now));
        town.timetable()
                .officeHours(
                        0.5,
                        Almanac.START,
                        dice,
                        now ->
                                town.docker()
                                        .asks(
                                                now,
                                                cron,
                                                "GET",
                                                "/v1.47/containers/"
                                                        + dice.pick(containers)
                                                        + "/logs?stdout=1&stderr=1&tail=100"));
    }

    /** A new version of one container, by the deployment server with its certificate. */
    private static void isDeployed(
            Town town, Client deploy, List<String> containers, Dice dice, long now) {
        int old = dice.below(containers.size());
        String container = dice.hex(64);
        town.docker().asks(now, deploy, "GET", "/_ping");
        town.docker().asks(now + 50, deploy, "POST", "/v1.47/images/create?fromImage=app&tag=2");
        town.docker()
                .asks(
                        now + 9_000,
                        deploy,
                        "POST",
                        "/v1.47/containers/" + containers.get(old) + "/stop");
        town.docker().happens(now + 9_500, deploy.host(), "die", containers.get(old), "app:1");
        town.docker()
                .asks(
                        now + 10_000,
                        deploy,
                        "POST",
                        "/v1.47/containers/create?name=app",
                        "{\"Image\":\"app:2\",\"Tty\":false,\"HostConfig\":{\"Binds\":"
                                + "[\"/srv/app:/data\"],\"Privileged\":false}}");
        town.docker()
                .asks(now + 10_400, deploy, "POST", "/v1.47/containers/" + container + "/start");
        town.docker().asks(now + 11_000, deploy, "GET", "/v1.47/containers/" + container + "/json");
        town.docker().happens(now + 10_500, deploy.host(), "start", container, "app:2");
        containers.set(old, container);
    }
}
