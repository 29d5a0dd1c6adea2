// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cluster's nodes and what the teams run on them. */
public final class Fleet {

    private static final int NODES = 300;
    private static final int PODS = 10_000;
    private static final int TEAMS = 60;

    private static final List<String> NAMES =
            List.of(
                    "shop",
                    "cart",
                    "billing",
                    "search",
                    "ledger",
                    "users",
                    "media",
                    "mail",
                    "fraud",
                    "stock",
                    "prices",
                    "reports",
                    "returns",
                    "loyalty",
                    "ads",
                    "maps",
                    "chat",
                    "tax",
                    "audit-trail",
                    "partners");
    private static final List<String> PROGRAMS =
            List.of(
                    "api",
                    "web",
                    "worker",
                    "gateway",
                    "scheduler",
                    "importer",
                    "notifier",
                    "indexer",
                    "sync",
                    "admin",
                    "events",
                    "export",
                    "cache-warmer",
                    "rules");

    private final long seed;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> visitors = new ArrayList<>();
    private final List<String> teams = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Workload> newcomers = new ArrayList<>();

    public Fleet(long seed, double scale, Almanac almanac) {
        this.seed = seed;
        Dice dice = Dice.of(seed, "fleet");
        int count = Math.max(8, (int) (NODES * scale));
        for (int i = 0; i < count; i++) {
            nodes.add(Node.of(seed, i, Almanac.START - 40 * Almanac.DAY, Long.MAX_VALUE));
        }
        for (int day = 1; day <= almanac.days(); day++) {
            for (int i = 0; i < Math.max(1, count / 15); i++) {
                long born = Almanac.at(day, 7, 30) + dice.between(0, 2 * Almanac.HOUR);
                long gone = born + dice.between(9 * Almanac.HOUR, 12 * Almanac.HOUR);
                visitors.add(Node.of(seed, count + visitors.size(), born, gone));
            }
        }
        for (int i = 0; i < Math.max(12, (int) (TEAMS * scale)); i++) {
            teams.add(NAMES.get(i % NAMES.size()) + (i < NAMES.size() ? "" : "-" + i));
        }
        int pods = 0;
        while (pods < Math.max(200, PODS * scale)) {
            Workload next = workload(dice, teams.get(workloads.size() % teams.size()), almanac);
            workloads.add(next);
            pods += next.podsAt(Almanac.START + Almanac.HOUR).size();
        }
        newcomers(dice, almanac);
    }

    private Workload workload(Dice dice, String team, Almanac almanac) {
        int number = workloads.size() / teams.size();
        String name =
                PROGRAMS.get(number % PROGRAMS.size())
                        + (number < PROGRAMS.size() ? "" : "-" + number / PROGRAMS.size());
        long born = Almanac.START - dice.between(0, 20 * Almanac.DAY);
        int replicas = 1 + dice.below(4) * (1 + dice.below(3));
        return new Workload(
                        team, name, dice.any(Trade.values()), account(dice, name), replicas, born)
                .planned(dice, nodes, 0.3, almanac);
    }

    /** Some teams still let everything run as one. */
    private static String account(Dice dice, String name) {
        return dice.chance(0.15) ? "default" : name;
    }

    /** A service every day, and with the fifth a team's first. */
    private void newcomers(Dice dice, Almanac almanac) {
        for (int day = 2; day <= almanac.days(); day++) {
            String team = day % 5 == 0 ? "team-of-day-" + day : dice.pick(teams);
            String name = "fresh-" + day;
            long born = Almanac.at(day, 9, 0) + dice.between(0, 6 * Almanac.HOUR);
            newcomers.add(
                    new Workload(team, name, dice.any(Trade.values()), name, 2, born)
                            .planned(dice, nodes, 0.3, almanac));
        }
    }

    /** A workload of the platform, such as an operator. */
    public Workload platform(String namespace, String name, int replicas, Almanac almanac) {
        return platform(namespace, name, name, replicas, almanac);
    }

    public Workload platform(
            String namespace, String name, String account, int replicas, Almanac almanac) {
        Dice dice = Dice.of(seed, "platform " + namespace + "/" + name);
        long born = Almanac.START - dice.between(5 * Almanac.DAY, 30 * Almanac.DAY);
        return new Workload(namespace, name, Trade.GO, account, replicas, born)
                .planned(dice, nodes, 0.02, almanac);
    }

    /** The one pod of a DaemonSet on a node, or of a job. */
    public Pod podOn(Node node, Workload of, String name, long start, long end) {
        return Pod.of(of, node, name, "1.0.3", start, end);
    }

    /** A workload whose pods come and go by themselves. */
    public Workload podless(String namespace, String name, Trade trade, String account) {
        return new Workload(namespace, name, trade, account, 0, Almanac.START);
    }

    /** Those that are always there. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Those that the autoscaler adds in the morning. */
    public List<Node> visitors() {
        return visitors;
    }

    /** The namespaces of the teams. */
    public List<String> teams() {
        return teams;
    }

    public List<Workload> workloads() {
        return workloads;
    }

    /** Those that come in the days of this life. */
    public List<Workload> newcomers() {
        return newcomers;
    }

    /** What a team has, or will have. */
    public List<Workload> of(String team) {
        return Stream.of(workloads, newcomers)
                .flatMap(List::stream)
                .filter(each -> each.namespace().equals(team))
                .toList();
    }
}
