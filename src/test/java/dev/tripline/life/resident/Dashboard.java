// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import java.time.Duration;
import java.util.List;

/** Headlamp, which shows the cluster in a browser with the rights of its own account. */
public final class Dashboard extends Operator {

    public Dashboard() {
        super("headlamp", "headlamp", "Headlamp/0.25.1 (linux/amd64)", "nodes", "namespaces");
    }

    @Override
    void live() {
        town.timetable().officeHours(60, Almanac.START, dice, this::isVisited);
        town.often(Duration.ofMinutes(30), dice, now -> as(now).path("/version").at(now));
    }

    private void isVisited(long now) {
        String team = team();
        as(now).verb("create", "selfsubjectrulesreviews", null, null).at(now);
        for (String kind : List.of("pods", "deployments", "services", "events")) {
            as(now).list(kind, team).at(now + dice.below(900));
        }
        if (dice.chance(0.4)) {
            as(now).get("pods", team, "web-" + dice.below(9))
                    .sub("log")
                    .query("follow=true&tailLines=100")
                    .lasting(dice.between(1, 5) * MINUTE)
                    .answered(200)
                    .at(now + 4_000);
        }
        if (dice.chance(0.1)) {
            as(now).list("secrets", team).at(now + 9_000);
        }
    }
}
