// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.resident.Person;
import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Wire;
import dev.tripline.life.world.Workload;
import java.util.List;

/** Where an attack takes place: whom it is made on, and with what. */
final class Scene {

    static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    static final String CURL = "curl/8.5.0";

    /** An address that nobody here has. */
    static final String AFAR = "192.0.2.66";

    private static final String SHELL = "/bin/sh";

    private final Town town;
    private final Dice dice;
    private final long start;

    Scene(Town town, long start) {
        this.town = town;
        this.start = start;
        this.dice = town.dice("attack at " + start);
    }

    Town town() {
        return town;
    }

    Dice dice() {
        return dice;
    }

    long after(int seconds) {
        return start + seconds * Almanac.SECOND;
    }

    /** A pod of some team, on a node with that sensor. */
    Pod victim(Wire sensor) {
        List<Pod> pods =
                town.fleet().workloads().stream()
                        .map(each -> each.podsAt(start))
                        .flatMap(List::stream)
                        .filter(pod -> pod.node().sensor() == sensor)
                        .filter(pod -> pod.start() < start - Almanac.DAY)
                        .toList();
        return dice.pick(pods);
    }

    Pod victim() {
        return victim(Wire.CLOUD_DEFEND);
    }

    /** Several pods of several teams. */
    List<Pod> others(int count) {
        return town.fleet().workloads().stream()
                .map(Workload::pods)
                .map(pods -> pods.get(pods.size() - 1))
                .limit(count)
                .toList();
    }

    /** Somebody from here who has turned, or whose session was stolen. */
    Person insider() {
        return Person.of(town.seed(), 5, town.fleet().teams().get(5));
    }

    Caller insiderAs(String client) {
        return insider().caller("developers").with(client);
    }

    /** What a shell in the pod starts. */
    void runs(int seconds, Pod pod, String executable, String... args) {
        town.sensors()
                .runs(after(seconds), Place.in(pod), Program.of(executable, args).startedBy(SHELL));
    }

    void opens(int seconds, Pod pod, String executable, String path) {
        town.sensors()
                .opens(
                        after(seconds),
                        Place.in(pod),
                        Program.of(executable, executable).startedBy(SHELL),
                        path);
    }
}
