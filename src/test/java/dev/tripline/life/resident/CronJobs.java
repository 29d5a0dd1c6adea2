// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Trade;
import dev.tripline.life.world.Workload;

/** Jobs of the teams: a pod each time, which is gone a minute later. */
public final class CronJobs implements Resident {

    private static final String TOKEN = "/run/secrets/kubernetes.io/serviceaccount/token";

    private final String team;

    public CronJobs(String team) {
        this.team = team;
    }

    @Override
    public void settle(Town town) {
        Dice dice = town.dice("cron jobs of " + team);
        for (String name :
                new String[] {"cleanup", "nightly-report", "sync-prices", "warm-cache"}) {
            Trade trade = dice.any(Trade.values());
            String account = dice.chance(0.5) ? "default" : name;
            Workload job = town.fleet().podless(team, name, trade, account);
            boolean asks = dice.chance(0.25);
            long period = dice.any(15L, 60L, 360L, 1440L) * MINUTE;
            town.timetable().every(period, dice, now -> runs(town, dice, job, asks, now));
        }
    }

    private static void runs(Town town, Dice dice, Workload job, boolean asks, long now) {
        Node node = node(town, dice, now);
        String run = job.name() + "-" + (29_540_000 + (now - Almanac.START) / MINUTE);
        Pod pod = town.fleet().podOn(node, job, run + "-" + dice.suffix(5), now, now + 2 * MINUTE);
        Caller kubelet = node.kubelet();
        town.audit()
                .by(kubelet)
                .verb("create", "serviceaccounts", pod.namespace(), job.account())
                .sub("token")
                .annotated("\"JTI=" + pod.credential(now) + "\"")
                .at(now);
        Program program = Program.of(job.executable(), job.trade().command(job.name()));
        town.sensors().runs(now + 1_000, Place.in(pod), program);
        if (asks) {
            town.sensors().opens(now + 1_500, Place.in(pod), program, TOKEN);
            Caller caller = pod.caller(job.trade().apiClient(job.name(), now), now);
            town.audit().by(caller).list("pods", pod.namespace()).at(now + 2_500);
            if (dice.chance(0.2)) {
                town.audit()
                        .by(caller)
                        .get("configmaps", pod.namespace(), "settings")
                        .at(now + 2_700);
            }
        }
        town.audit()
                .by(kubelet)
                .verb("patch", "pods", pod.namespace(), pod.name())
                .sub("status")
                .at(now + MINUTE);
        town.audit()
                .by(kubelet)
                .verb("delete", "pods", pod.namespace(), pod.name())
                .at(now + 2 * MINUTE);
    }

    /** Those that came in the morning have the most room. */
    private static Node node(Town town, Dice dice, long now) {
        for (int i = 0; i < 3; i++) {
            Node visitor = dice.pick(town.fleet().visitors());
            if (visitor.livesAt(now) && visitor.livesAt(now + 2 * MINUTE)) {
                return visitor;
            }
        }
        return dice.pick(town.fleet().nodes());
    }
}
