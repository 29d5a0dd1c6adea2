// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.ArrayList;
import java.util.List;

/** What a team runs: some pods of one program, which a new version replaces now and then. */
public final class Workload {

    private final String namespace;
    private final String name;
    private final Trade trade;
    private final String account;
    private final int replicas;
    private final long born;
    private final List<Long> rollouts = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();

    Workload(String namespace, String name, Trade trade, String account, int replicas, long born) {
        this.namespace = namespace;
        this.name = name;
        this.trade = trade;
        this.account = account;
        this.replicas = replicas;
        this.born = born;
    }

    /** Plans its versions and with them all of its pods. */
    Workload planned(Dice dice, List<Node> nodes, double rolloutsADay, Almanac almanac) {
        rollouts.add(born);
        for (int day = 1; day <= almanac.days(); day++) {
            long time = Almanac.at(day, 8, 0) + dice.between(0, 9 * Almanac.HOUR);
            if (time > born + Almanac.HOUR
                    && Almanac.isWorkday(time)
                    && dice.chance(rolloutsADay)) {
                rollouts.add(time);
            }
        }
        for (int version = 0; version < rollouts.size(); version++) {
            long end = version + 1 < rollouts.size() ? rollouts.get(version + 1) : Long.MAX_VALUE;
            String tag = "1." + (4 + version) + "." + dice.below(20);
            String replicaSet = name + "-" + dice.hex(9) + "-";
            for (int i = 0; i < replicas; i++) {
                long start = rollouts.get(version) + i * dice.between(0, 20_000);
                pods.add(
                        Pod.of(
                                this,
                                dice.pick(nodes),
                                replicaSet + dice.suffix(5),
                                tag,
                                start,
                                end));
            }
        }
        return this;
    }

    /** Of all days. */
    public List<Pod> pods() {
        return pods;
    }

    public List<Pod> podsAt(long time) {
        return pods.stream().filter(pod -> pod.start() <= time && time < pod.end()).toList();
    }

    /** When its versions come; the first when it is there at first. */
    public List<Long> rollouts() {
        return rollouts;
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    public Trade trade() {
        return trade;
    }

    public String account() {
        return account;
    }

    public long born() {
        return born;
    }

    public String image() {
        return Company.REGISTRY + namespace + "/" + name;
    }

    public String executable() {
        return trade.executable(name);
    }

    String binding() {
        return "RBAC: allowed by RoleBinding \""
                + account
                + "/"
                + namespace
                + "\" of Role \""
                + account
                + "\" to ServiceAccount \""
                + account
                + "/"
                + namespace
                + "\"";
    }
}
