// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/**
 * A pod, from its start to its end.
 *
 * @param container id of its one container
 */
public record Pod(
        Workload workload,
        Node node,
        String name,
        String uid,
        String ip,
        String container,
        String tag,
        long start,
        long end) {

    private static final long TOKEN_LIFE = 48 * Almanac.MINUTE;

    static Pod of(Workload workload, Node node, String name, String tag, long start, long end) {
        Dice dice = Dice.of(start, workload.namespace() + "/" + name);
        return new Pod(
                workload,
                node,
                name,
                dice.uuid(),
                "10.20." + dice.below(256) + "." + (1 + dice.below(254)),
                dice.hex(64),
                tag,
                start,
                end);
    }

    public String namespace() {
        return workload.namespace();
    }

    /** How often the kubelet has renewed the pod's token until then. */
    public long renewals(long now) {
        return (now - start) / TOKEN_LIFE;
    }

    /** The id of the token that the pod has then. */
    public String credential(long now) {
        return Dice.of(renewals(now), uid).uuid();
    }

    /** What the pod's program is to the API server, with the token that it has then. */
    public Caller caller(String userAgent, long now) {
        return Caller.ofServiceAccount(workload.namespace(), workload.account())
                .extra("authentication.kubernetes.io/credential-id", "JTI=" + credential(now))
                .extra("authentication.kubernetes.io/node-name", node.name())
                .extra("authentication.kubernetes.io/node-uid", node.uid())
                .extra("authentication.kubernetes.io/pod-name", name)
                .extra("authentication.kubernetes.io/pod-uid", uid)
                .from(ip)
                .with(userAgent)
                .because(workload.binding())
                .caller();
    }
}
