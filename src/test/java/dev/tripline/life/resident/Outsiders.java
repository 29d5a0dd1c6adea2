// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;

/**
 * Who has no name at the API server: load balancers that probe it, and scanners of the Internet.
 */
public final class Outsiders implements Resident {

    @Override
    public void settle(Town town) {
        Dice dice = town.dice("outsiders");
        Caller balancer = anonymous("10.0.66.40", "ELB-HealthChecker/2.0");
        Caller probe = anonymous("10.0.66.12", "kube-probe/1.31");
        town.often(
                Duration.ofSeconds(10),
                dice,
                now -> town.audit().by(balancer).path("/readyz").at(now));
        town.often(
                Duration.ofSeconds(10),
                dice,
                now -> town.audit().by(probe).path(dice.any("/livez", "/healthz")).at(now));
        town.often(
                Duration.ofMinutes(10),
                dice,
                now -> town.audit().by(balancer).path("/version").at(now));
        town.often(Duration.ofMinutes(20), dice, now -> knocks(town, dice, now));
    }

    private static void knocks(Town town, Dice dice, long now) {
        Caller scanner = anonymous("198.18.4." + dice.below(250), "Mozilla/5.0 zgrab/0.x");
        boolean known = dice.chance(0.5);
        var request =
                known
                        ? town.audit().by(scanner).list("pods", null)
                        : town.audit().by(scanner).path("/");
        request.answered(dice.chance(0.5) ? 403 : 401).at(now);
    }

    private static Caller anonymous(String ip, String client) {
        return Caller.of("system:anonymous")
                .groups("system:unauthenticated")
                .from(ip)
                .with(client)
                .because(
                        "RBAC: allowed by ClusterRoleBinding \"system:public-info-viewer\" of"
                                + " ClusterRole \"system:public-info-viewer\" to Group"
                                + " \"system:unauthenticated\"")
                .caller();
    }
}
