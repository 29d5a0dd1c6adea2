// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/**
 * An instance of the cluster.
 *
 * @param sensor on which wire its sensor tells
 */
public record Node(
        String name,
        String ip,
        String instance,
        String uid,
        String accessKey,
        Wire sensor,
        long born,
        long gone) {

    static Node of(long seed, int number, long born, long gone) {
        Dice dice = Dice.of(seed, "node " + number + " of " + born);
        String ip = "10.1." + (number / 200 + dice.below(2) * 64) + "." + (10 + number % 200);
        int kind = number % 7;
        return new Node(
                "ip-" + ip.replace('.', '-') + "." + Company.REGION + ".compute.internal",
                ip,
                "i-0" + dice.hex(16),
                dice.uuid(),
                "ASIA" + dice.key(16),
                kind < 5 ? Wire.CLOUD_DEFEND : kind < 6 ? Wire.FALCO : Wire.TETRAGON,
                born,
                gone);
    }

    public boolean livesAt(long time) {
        return born <= time && time < gone;
    }

    /** The kubelet, with its client certificate. */
    public Caller kubelet() {
        return Caller.of("system:node:" + name)
                .groups("system:nodes", "system:authenticated")
                .uid("aws-iam-authenticator:" + Company.ACCOUNT + ":AROANODE")
                .extra("accessKeyId", accessKey)
                .extra("arn", roleArn())
                .extra("canonicalArn", "arn:aws:iam::" + Company.ACCOUNT + ":role/eks-node")
                .extra("sessionName", instance)
                .from(ip)
                .with("kubelet/v1.31.4-eks-aeac579 (linux/amd64) kubernetes/7fb7a2b")
                .because("")
                .caller();
    }

    public String roleArn() {
        return "arn:aws:sts::" + Company.ACCOUNT + ":assumed-role/eks-node/" + instance;
    }
}
