// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Workload;
import java.util.List;

/** One who works on a team's programs, on working days, with what the cluster's tools offer. */
public final class Developer implements Resident {

    private final Person person;
    private final long from;

    private Town town;
    private Dice dice;
    private Caller me;

    /**
     * @param from the first day at work
     */
    public Developer(Person person, long from) {
        this.person = person;
        this.from = from;
    }

    @Override
    public void settle(Town town) {
        this.town = town;
        this.dice = town.dice("developer " + person.name());
        this.me = person.caller("developers");
        town.timetable().officeHours(1, from, dice, this::beginsTheDay);
        town.timetable().officeHours(14, from, dice, this::looksAround);
        town.timetable().officeHours(5, from, dice, this::readsLogs);
        town.timetable().officeHours(0.6, from, dice, this::looksInside);
        town.timetable().officeHours(0.5, from, dice, this::forwardsAPort);
        town.timetable().officeHours(0.25, from, dice, this::looksUpASecret);
        town.timetable().officeHours(0.3, from, dice, this::asksWhatIsAllowed);
        town.timetable().officeHours(0.5, from, dice, this::isRefused);
        town.timetable().officeHours(0.4, from, dice, this::changesSomething);
    }

    private Pod pod(long now) {
        List<Workload> own = town.fleet().of(person.team());
        List<Pod> pods = dice.pick(own).podsAt(now);
        return pods.isEmpty() ? own.get(0).pods().get(0) : dice.pick(pods);
    }

    /** The tool asks what the server can do before it shows anything. */
    private void beginsTheDay(long now) {
        String[] paths = {
            "/api", "/apis", "/version", "/openapi/v3", "/api/v1", "/apis/apps/v1", "/apis/batch/v1"
        };
        long time = now;
        for (String path : paths) {
            town.audit().by(me).path(path + (path.equals("/api") ? "?timeout=32s" : "")).at(time);
            time += 20 + dice.below(30);
        }
        if (!person.tool().startsWith("kubectl")) {
            for (String kind : List.of("pods", "deployments", "services", "configmaps", "jobs")) {
                town.audit()
                        .by(me)
                        .watch(kind, person.team(), dice.between(5, 30) * MINUTE)
                        .at(time += 40);
            }
            town.audit().by(me).verb("create", "selfsubjectrulesreviews", null, null).at(time + 60);
        }
    }

    private void looksAround(long now) {
        String kind =
                dice.any(
                        "pods",
                        "pods",
                        "pods",
                        "deployments",
                        "services",
                        "ingresses",
                        "jobs",
                        "events",
                        "configmaps",
                        "replicasets");
        town.audit().by(me).list(kind, person.team()).query("limit=500").at(now);
        if (dice.chance(0.5)) {
            Pod pod = pod(now);
            town.audit().by(me).get("pods", person.team(), pod.name()).at(now + 20_000);
            town.audit()
                    .by(me)
                    .list("events", person.team())
                    .query("fieldSelector=involvedObject.name%3D" + pod.name() + "&limit=500")
                    .at(now + 20_050);
        }
    }

    private void readsLogs(long now) {
        int pods = dice.chance(0.1) ? 4 : 1;
        for (int i = 0; i < pods; i++) {
            Pod pod = pod(now);
            boolean follows = dice.chance(0.4);
            var request =
                    town.audit()
                            .by(me)
                            .get("pods", person.team(), pod.name())
                            .sub("log")
                            .query(
                                    "container="
                                            + pod.workload().name()
                                            + (follows ? "&follow=true" : "&tailLines=200"));
            (follows ? request.lasting(dice.between(1, 20) * MINUTE).answered(200) : request)
                    .at(now + i * 3_000L);
        }
    }

    private void looksInside(long now) {
        Pod pod = pod(now);
        town.audit().by(me).get("pods", person.team(), pod.name()).at(now);
        town.audit()
                .by(me)
                .verb(dice.chance(0.7) ? "get" : "create", "pods", person.team(), pod.name())
                .sub("exec")
                .query(
                        "command=sh&container="
                                + pod.workload().name()
                                + "&stdin=true&stdout=true&tty=true")
                .lasting(dice.between(1, 12) * MINUTE)
                .at(now + 300);
        Place here = Place.in(pod);
        Program shell =
                Program.of("/bin/sh", "sh")
                        .startedBy("/usr/bin/containerd-shim-runc-v2")
                        .onTerminal();
        town.sensors().runs(now + 500, here, shell);
        List<Program> commands =
                List.of(
                        Program.of("/bin/ls", "ls", "-la", "/app"),
                        Program.of("/bin/ps", "ps", "aux"),
                        Program.of("/bin/cat", "cat", "/etc/hosts"),
                        Program.of("/usr/bin/tail", "tail", "-n", "50", "/app/log/app.log"),
                        Program.of("/usr/bin/curl", "curl", "-s", "http://localhost:8080/metrics"),
                        Program.of("/bin/df", "df", "-h"),
                        Program.of("/usr/bin/nslookup", "nslookup", "config"));
        for (int i = 0; i < 3; i++) {
            Program command = dice.pick(commands).startedBy("/bin/sh").onTerminal();
            town.sensors().runs(now + 5_000 + i * 9_000L, here, command);
        }
    }

    private void forwardsAPort(long now) {
        town.audit()
                .by(me)
                .verb("create", "pods", person.team(), pod(now).name())
                .sub("portforward")
                .lasting(dice.between(2, 40) * MINUTE)
                .at(now);
    }

    private void looksUpASecret(long now) {
        if (dice.chance(0.3)) {
            town.audit().by(me).list("secrets", person.team()).query("limit=500").at(now);
        }
        town.audit().by(me).get("secrets", person.team(), "app-" + dice.below(4)).at(now + 9_000);
    }

    private void asksWhatIsAllowed(long now) {
        town.audit().by(me).verb("create", "selfsubjectaccessreviews", null, null).at(now);
    }

    /** Not everything is theirs. */
    private void isRefused(long now) {
        String other = dice.pick(town.fleet().teams());
        if (!other.equals(person.team())) {
            town.audit().by(me).list("pods", other).query("limit=500").answered(403).at(now);
        } else {
            town.audit().by(me).get("pods", other, "no-such-pod").answered(404).at(now);
        }
    }

    private void changesSomething(long now) {
        String name = pod(Math.max(now, Almanac.START)).workload().name();
        town.audit()
                .by(me)
                .verb("patch", "deployments", person.team(), name)
                .query("fieldManager=kubectl-rollout")
                .body(
                        "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"restartedAt\":\"now\"}}}}}")
                .at(now);
    }
}
