// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Audit;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;
import java.util.List;

/** What most operators have in common: a lease, caches, a token, and a client of their own. */
abstract class Operator implements Resident {

    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private final String namespace;
    private final String name;
    private final String client;
    private final List<String> kinds;

    protected Town town;
    protected Dice dice;
    private Pod pod;
    private Caller caller;
    private long renewals = -1;

    Operator(String namespace, String name, String client, String... kinds) {
        this.namespace = namespace;
        this.name = name;
        this.client = client;
        this.kinds = List.of(kinds);
    }

    @Override
    public final void settle(Town town) {
        this.town = town;
        this.dice = town.dice("operator " + name);
        this.pod = town.platformPod(namespace, name);
        Program program = program();
        town.often(Duration.ofSeconds(5), dice, this::renews);
        for (String kind : kinds) {
            town.often(
                    Duration.ofMinutes(7),
                    dice,
                    now -> as(now).watch(kind, null, dice.between(5, 10) * MINUTE).at(now));
        }
        town.timetable()
                .every(
                        48 * MINUTE,
                        dice,
                        now -> town.sensors().opens(now, Place.in(pod), program, TOKEN));
        // Nobody runs for ever: caches are filled again after a restart.
        town.timetable()
                .every(
                        50 * 60 * MINUTE,
                        dice,
                        now -> {
                            town.sensors().runs(now, Place.in(pod), program);
                            town.sensors().opens(now + 80, Place.in(pod), program, TOKEN);
                            for (String kind : kinds) {
                                as(now).list(kind, null)
                                        .query("limit=500&resourceVersion=0")
                                        .at(now + 300 + dice.below(2_000));
                            }
                        });
        live();
    }

    /** What is this operator's alone. */
    abstract void live();

    Pod pod() {
        return pod;
    }

    Program program() {
        return Program.of(pod.workload().executable(), "/app/" + name + " --leader-elect");
    }

    Audit.Request as(long now) {
        return town.audit().by(caller(now));
    }

    Caller caller(long now) {
        if (caller == null || renewals != pod.renewals(now)) {
            renewals = pod.renewals(now);
            caller = pod.caller(client, now);
        }
        return caller;
    }

    private void renews(long now) {
        as(now).verb("update", "leases", namespace, name)
                .answered(dice.chance(0.001) ? 409 : 200)
                .at(now);
    }

    String team() {
        return dice.pick(town.fleet().teams());
    }
}
