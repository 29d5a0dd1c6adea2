// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.HOUR;
import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Habit;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.util.ArrayList;
import java.util.List;

/** The kubelet of every node, with what it watches and reports, and cloud-init where one boots. */
public final class Kubelets implements Resident {

    private static final List<String> KINDS = List.of("nodes", "services");

    private static final Program CLOUD_INIT =
            Program.of("/usr/bin/python3.9", "/usr/bin/python3 /usr/bin/cloud-init init")
                    .startedBy("/usr/lib/systemd/systemd");
    private static final Program BOOTSTRAP =
            Program.of(
                            "/usr/bin/curl",
                            "curl -s -H X-aws-ec2-metadata-token:REDACTED"
                                    + " http://169.254.169.254/latest/meta-data/local-ipv4")
                    .startedBy("/usr/bin/bash");
    private static final Program BOOTSTRAP_TOKEN =
            Program.of(
                            "/usr/bin/curl",
                            "curl -s -X PUT -H X-aws-ec2-metadata-token-ttl-seconds:600"
                                    + " http://169.254.169.254/latest/api/token")
                    .startedBy("/usr/bin/bash");

    private final List<Node> nodes;

    /** Those of some nodes; the others belong to somebody else. */
    public Kubelets(List<Node> nodes) {
        this.nodes = nodes;
    }

    @Override
    public void settle(Town town) {
        nodes.forEach(node -> settle(town, node));
    }

    private static void settle(Town town, Node node) {
        Dice dice = town.dice("kubelet " + node.name());
        Caller kubelet = node.kubelet();
        long from = Math.max(node.born(), Almanac.START);
        if (node.born() == from) {
            town.timetable().at(from, now -> boots(town, node, kubelet, dice, now));
        }
        habit(town, node, 5 * MINUTE, dice, now -> reports(town, node, kubelet, now));
        // In life every ten seconds, and that would be most of all there is.
        habit(town, node, MINUTE / 2, dice, now -> renewsItsLease(town, node, kubelet, now));
        for (String kind : KINDS) {
            habit(
                    town,
                    node,
                    10 * MINUTE,
                    dice,
                    now ->
                            town.audit()
                                    .by(kubelet)
                                    .watch(kind, null, dice.between(5, 10) * MINUTE)
                                    .at(now));
        }
        for (String[] object : objects(town, dice)) {
            habit(town, node, 9 * MINUTE, dice, now -> watches(town, kubelet, object, dice, now));
        }
        // Whoever scrapes a kubelet is looked up at the API server.
        habit(town, node, 12 * MINUTE, dice, now -> reviews(town, kubelet, now));
        // Every kubelet renews its certificate some day.
        town.timetable()
                .at(
                        from + dice.between(0, 20 * 24 * HOUR),
                        now -> renewsItsCertificate(town, node, kubelet, now));
    }

    private static void habit(Town town, Node node, long period, Dice dice, Habit habit) {
        long from = Math.max(node.born(), Almanac.START);
        town.timetable().between(from, node.gone(), period, dice, habit);
    }

    /** The secrets and configmaps that its pods mount. */
    private static List<String[]> objects(Town town, Dice dice) {
        List<String[]> objects = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String team = dice.pick(town.fleet().teams());
            objects.add(
                    i < 1
                            ? new String[] {"configmaps", team, "kube-root-ca.crt"}
                            : new String[] {"secrets", team, "app-" + dice.below(6)});
        }
        objects.add(new String[] {"configmaps", "kube-system", "kube-proxy"});
        return objects;
    }

    private static void watches(Town town, Caller kubelet, String[] object, Dice dice, long now) {
        String[] o = object;
        if (dice.chance(0.1)) {
            town.audit().by(kubelet).get(o[0], o[1], o[2]).at(now);
        }
        town.audit()
                .by(kubelet)
                .watch(o[0], o[1], dice.between(5, 10) * MINUTE)
                .query(
                        "allowWatchBookmarks=true&fieldSelector=metadata.name%3D"
                                + o[2]
                                + "&resourceVersion=880120033&timeout=8m7s&timeoutSeconds=487"
                                + "&watch=true")
                .at(now);
    }

    private static void reports(Town town, Node node, Caller kubelet, long now) {
        town.audit()
                .by(kubelet)
                .verb("patch", "nodes", null, node.name())
                .sub("status")
                .query("timeout=10s")
                .at(now);
    }

    private static void renewsItsLease(Town town, Node node, Caller kubelet, long now) {
        town.audit()
                .by(kubelet)
                .verb("update", "leases", "kube-node-lease", node.name())
                .query("timeout=10s")
                .at(now);
    }

    private static void reviews(Town town, Caller kubelet, long now) {
        town.audit().by(kubelet).verb("create", "tokenreviews", null, null).at(now);
        town.audit().by(kubelet).verb("create", "subjectaccessreviews", null, null).at(now + 5);
    }

    private static void renewsItsCertificate(Town town, Node node, Caller kubelet, long now) {
        town.audit()
                .by(kubelet)
                .verb("create", "certificatesigningrequests", null, "csr-" + node.uid())
                .body(
                        "{\"kind\":\"CertificateSigningRequest\",\"spec\":{\"signerName\":"
                                + "\"kubernetes.io/kubelet-serving\",\"usages\":[\"server auth\"]}}")
                .at(now);
    }

    private static void boots(Town town, Node node, Caller kubelet, Dice dice, long now) {
        Place here = Place.on(node);
        town.sensors().runs(now, here, CLOUD_INIT);
        town.sensors().connects(now + 200, here, CLOUD_INIT, "169.254.169.254", 80);
        town.sensors().runs(now + 4_000, here, BOOTSTRAP_TOKEN);
        town.sensors().runs(now + 4_050, here, BOOTSTRAP);
        town.audit()
                .by(kubelet)
                .verb("create", "nodes", null, node.name())
                .at(now + 20_000 + dice.below(5_000));
        renewsItsCertificate(town, node, kubelet, now + 26_000);
    }
}
