// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.HOUR;
import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Caller;
import dev.tripline.life.world.CloudTrail;
import dev.tripline.life.world.Company;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Fleet;
import dev.tripline.life.world.Habit;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Place;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Program;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import dev.tripline.life.world.Trade;
import dev.tripline.life.world.Workload;
import java.util.List;

/**
 * What runs on every node beside the teams' pods: network, storage, log shipper, monitoring, the
 * cloud's own agent; and the calls to AWS that come from there.
 */
public final class NodeAgents implements Resident {

    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private final List<Node> nodes;

    public NodeAgents(List<Node> nodes) {
        this.nodes = nodes;
    }

    @Override
    public void settle(Town town) {
        for (Node node : nodes) {
            new OnNode(town, node).settle();
        }
    }

    private static final class OnNode {
        private final Town town;
        private final Node node;
        private final Dice dice;
        private final long from;
        private final Pod network;
        private final Pod shipper;
        private final Pod monitor;
        private final Pod storage;
        private final Pod exporter;

        OnNode(Town town, Node node) {
            this.town = town;
            this.node = node;
            this.dice = town.dice("agents of " + node.name());
            this.from = Math.max(node.born(), Almanac.START);
            this.network = pod("kube-system", "aws-node");
            this.shipper = pod("logging", "fluent-bit");
            this.monitor = pod("monitoring", "datadog-agent");
            this.storage = pod("kube-system", "ebs-csi-node");
            this.exporter = pod("monitoring", "node-exporter");
        }

        private Pod pod(String namespace, String name) {
            Fleet fleet = town.fleet();
            Workload workload = fleet.podless(namespace, name, Trade.GO, name);
            long start =
                    Math.max(node.born(), Almanac.START - 3 * Almanac.DAY) + dice.below(60_000);
            return fleet.podOn(node, workload, name + "-" + dice.suffix(5), start, node.gone());
        }

        void settle() {
            network();
            shipper();
            monitor();
            storage();
            cloudAgent();
            callsAws();
            every(
                    30 * MINUTE,
                    now ->
                            town.sensors()
                                    .opens(
                                            now,
                                            Place.in(exporter),
                                            program(exporter),
                                            "/host/proc/1/mounts"));
        }

        private void every(long period, Habit habit) {
            town.timetable().between(from, node.gone(), period, dice, habit);
        }

        private static Program program(Pod pod) {
            Workload workload = pod.workload();
            return Program.of(workload.executable(), workload.trade().command(workload.name()));
        }

        private void starts(Pod pod, long now) {
            town.sensors().runs(now, Place.in(pod), program(pod));
            town.sensors().opens(now + 900, Place.in(pod), program(pod), TOKEN);
        }

        private void network() {
            Program cni = Program.of("/app/aws-k8s-agent", "/app/aws-k8s-agent");
            if (network.start() >= from) {
                town.timetable().at(network.start(), now -> starts(network, now));
            }
            every(
                    HOUR,
                    now -> {
                        town.sensors().opens(now, Place.in(network), cni, TOKEN);
                        town.sensors()
                                .connects(now + 5, Place.in(network), cni, "169.254.169.254", 80);
                    });
            watches(network, "pods", "aws-node/v1.19.2 (linux/amd64) kubernetes/$Format");
        }

        private void watches(Pod pod, String kind, String client) {
            every(
                    10 * MINUTE,
                    now -> {
                        Caller caller = pod.caller(client, now).from(node.ip());
                        town.audit()
                                .by(caller)
                                .watch(kind, null, dice.between(5, 10) * MINUTE)
                                .at(now);
                    });
        }

        private void shipper() {
            Program fluentBit =
                    Program.of("/fluent-bit/bin/fluent-bit", "/fluent-bit/bin/fluent-bit");
            every(
                    25 * MINUTE,
                    now -> {
                        for (int i = 0; i < 4; i++) {
                            town.sensors().opens(now + i, Place.in(shipper), fluentBit, logFile());
                        }
                    });
            every(HOUR, now -> town.sensors().opens(now, Place.in(shipper), fluentBit, TOKEN));
            every(
                    40 * MINUTE,
                    now ->
                            town.audit()
                                    .by(shipper.caller("Fluent-Bit", now))
                                    .get("pods", dice.pick(town.fleet().teams()), "web-1")
                                    .at(now));
        }

        private String logFile() {
            Workload of = dice.pick(town.fleet().workloads());
            Pod pod = of.pods().get(0);
            return dice.chance(0.5)
                    ? "/var/log/containers/"
                            + pod.name()
                            + "_"
                            + pod.namespace()
                            + "_"
                            + of.name()
                            + "-"
                            + pod.container()
                            + ".log"
                    : "/var/log/pods/"
                            + pod.namespace()
                            + "_"
                            + pod.name()
                            + "_"
                            + pod.uid()
                            + "/"
                            + of.name()
                            + "/0.log";
        }

        private void monitor() {
            Program agent = Program.of("/opt/datadog-agent/bin/agent/agent", "agent run");
            every(
                    20 * MINUTE,
                    now ->
                            town.sensors()
                                    .opens(
                                            now,
                                            Place.in(monitor),
                                            agent,
                                            "/host/run/containerd/containerd.sock"));
            every(HOUR, now -> town.sensors().opens(now, Place.in(monitor), agent, TOKEN));
            every(
                    2 * HOUR,
                    now ->
                            town.sensors()
                                    .connects(
                                            now, Place.in(monitor), agent, "169.254.169.254", 80));
            watches(monitor, "nodes", "datadog-agent/7.58.0 (linux/amd64) kubernetes/$Format");
        }

        private void storage() {
            Program driver = Program.of("/bin/aws-ebs-csi-driver", "/bin/aws-ebs-csi-driver node");
            every(HOUR, now -> town.sensors().opens(now, Place.in(storage), driver, TOKEN));
            every(
                    3 * HOUR,
                    now ->
                            town.sensors()
                                    .opens(
                                            now,
                                            Place.in(storage),
                                            driver,
                                            "/var/lib/kubelet/plugins/ebs.csi.aws.com/csi.sock"));
        }

        /** The agent of Systems Manager, kubelet's image credentials, containerd itself. */
        private void cloudAgent() {
            Program ssm =
                    Program.of("/usr/bin/amazon-ssm-agent", "/usr/bin/amazon-ssm-agent")
                            .startedBy("/usr/lib/systemd/systemd");
            every(
                    30 * MINUTE,
                    now ->
                            town.sensors()
                                    .connects(now, Place.on(node), ssm, "169.254.169.254", 80));
            Program credentials =
                    Program.of(
                                    "/etc/eks/image-credential-provider/ecr-credential-provider",
                                    "/etc/eks/image-credential-provider/ecr-credential-provider")
                            .startedBy("/usr/bin/kubelet");
            every(
                    40 * MINUTE,
                    now -> {
                        town.sensors().runs(now, Place.on(node), credentials);
                        town.sensors()
                                .connects(
                                        now + 8,
                                        Place.on(node),
                                        credentials,
                                        "169.254.169.254",
                                        80);
                    });
            Program rotate =
                    Program.of("/usr/sbin/logrotate", "/usr/sbin/logrotate /etc/logrotate.conf")
                            .startedBy("/usr/lib/systemd/systemd");
            every(12 * HOUR, now -> town.sensors().runs(now, Place.on(node), rotate));
        }

        /** With the instance's role: some calls leave through the NAT, some through an endpoint. */
        private void callsAws() {
            every(
                    35 * MINUTE,
                    now -> {
                        long since = now - now % (6 * HOUR);
                        String key = "ASIA" + Dice.of(since, node.instance()).key(16);
                        String me = CloudTrail.instance(node, key, since);
                        String ip = dice.chance(0.7) ? Company.NAT : node.ip();
                        switch (dice.below(4)) {
                            case 0 ->
                                    town.cloud()
                                            .call(
                                                    now,
                                                    me,
                                                    "ecr:GetAuthorizationToken",
                                                    ip,
                                                    "eks-credential-provider/v1.31"
                                                            + " aws-sdk-go/1.55.5 (go1.22.8; linux;"
                                                            + " amd64)",
                                                    null,
                                                    null);
                            case 1 ->
                                    town.cloud()
                                            .call(
                                                    now,
                                                    me,
                                                    "ec2:DescribeNetworkInterfaces",
                                                    ip,
                                                    "amazon-vpc-cni-k8s/v1.19.2 aws-sdk-go/1.55.5"
                                                            + " (go1.22.8; linux; amd64)",
                                                    "{\"networkInterfaceIdSet\":{}}",
                                                    null);
                            case 2 ->
                                    town.cloud()
                                            .call(
                                                    now,
                                                    me,
                                                    "ssm:UpdateInstanceInformation",
                                                    ip,
                                                    "aws-sdk-go/1.55.5 (go1.22.8; linux; amd64)"
                                                            + " amazon-ssm-agent/3.3.987.0",
                                                    null,
                                                    null);
                            default ->
                                    town.cloud()
                                            .call(
                                                    now,
                                                    me,
                                                    "ec2:DescribeInstances",
                                                    ip,
                                                    "kubelet/v1.31.4 aws-sdk-go/1.55.5 (go1.22.8;"
                                                            + " linux; amd64)",
                                                    "{\"instancesSet\":{\"items\":[{\"instanceId\":"
                                                            + "\""
                                                            + node.instance()
                                                            + "\"}]}}",
                                                    null);
                        }
                    });
        }
    }
}
