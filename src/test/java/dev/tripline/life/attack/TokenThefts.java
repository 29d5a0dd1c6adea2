// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Pod;
import dev.tripline.life.world.Wire;
import java.util.List;

/** A service account's token is taken out of a pod, and used. */
final class TokenThefts {

    private static final String MOUNTED =
            "/run/secrets/kubernetes.io/serviceaccount/..2026_03_02_09_58_11.203157804/token";

    private TokenThefts() {}

    static List<Attack> all() {
        return List.of(
                Attack.of(
                        "token read, then used with curl",
                        "token-access-then-kubernetes-api-request",
                        TokenThefts::readAndUsed),
                Attack.of(
                        "curl with a bearer token",
                        "direct-kubernetes-api-request",
                        TokenThefts::curl),
                Attack.of(
                        "renamed tool with a bearer token",
                        "direct-kubernetes-api-request",
                        TokenThefts::renamed),
                Attack.of(
                        "wget with the cluster's certificate",
                        "direct-kubernetes-api-request",
                        TokenThefts::wget),
                Attack.of(
                        "token read by a program from /tmp",
                        "k8s-sa-token-read-unexpected-process",
                        TokenThefts::readByStranger),
                Attack.of(
                        "token read by cat, seen by Tetragon",
                        "k8s-sa-token-read-unexpected-process",
                        TokenThefts::readByCat),
                Attack.of(
                        "tokens of all pods of a node",
                        "k8s-host-side-token-harvest",
                        TokenThefts::harvest),
                Attack.of(
                        "the kubelet's own key",
                        "k8s-host-side-token-harvest",
                        TokenThefts::kubeletKey),
                Attack.of(
                        "a service's token with another client",
                        "k8s-api-unusual-client-from-workload",
                        TokenThefts::otherClient),
                Attack.of(
                        "token used from the Internet",
                        "k8s-workload-identity-outside-cluster",
                        TokenThefts::usedAfar),
                Attack.of(
                        "token used from the Internet, with a forged address before it",
                        "k8s-workload-identity-outside-cluster",
                        TokenThefts::usedAfarForged),
                Attack.of(
                        "a kubelet's key used from the Internet",
                        "k8s-workload-identity-outside-cluster",
                        TokenThefts::kubeletAfar));
    }

    private static void readAndUsed(Scene scene) {
        Pod pod = scene.victim();
        scene.runs(0, pod, "/bin/cat", "cat", MOUNTED);
        scene.opens(0, pod, "/bin/cat", MOUNTED);
        Caller thief = pod.caller(Scene.CURL, scene.after(40));
        scene.town()
                .audit()
                .by(thief)
                .list("secrets", pod.namespace())
                .answered(403)
                .at(scene.after(40));
        scene.town().audit().by(thief).list("pods", pod.namespace()).at(scene.after(44));
    }

    private static void curl(Scene scene) {
        scene.runs(
                0,
                scene.victim(),
                "/usr/bin/curl",
                "curl",
                "-sk",
                "-H",
                "authorization: bearer $T",
                "https://$KUBERNETES_SERVICE_HOST/api/v1/namespaces");
    }

    private static void renamed(Scene scene) {
        scene.runs(
                0,
                scene.victim(),
                "/tmp/.x",
                "/tmp/.x",
                "--cacert",
                "/run/secrets/kubernetes.io/serviceaccount/ca.crt",
                "--header",
                "Authorization: Bearer $(cat /run/secrets/kubernetes.io/serviceaccount/token)",
                "https://10.100.0.1/api/v1/secrets");
    }

    private static void wget(Scene scene) {
        scene.runs(
                0,
                scene.victim(Wire.TETRAGON),
                "/usr/bin/wget",
                "wget",
                "-qO-",
                "--ca-certificate=/run/secrets/kubernetes.io/serviceaccount/ca.crt",
                "--header=Authorization: Bearer $TOKEN",
                "https://kubernetes.default.svc/api/v1/namespaces/default/pods");
    }

    private static void readByStranger(Scene scene) {
        scene.opens(0, scene.victim(), "/tmp/.cache/kworker", MOUNTED);
    }

    private static void readByCat(Scene scene) {
        scene.opens(0, scene.victim(Wire.TETRAGON), "/usr/bin/cat", Scene.TOKEN);
    }

    /** From a pod that has the node's file system mounted. */
    private static void harvest(Scene scene) {
        Pod pod = scene.victim();
        int second = 0;
        for (Pod other : scene.others(6)) {
            scene.opens(
                    second++,
                    pod,
                    "/usr/bin/find",
                    "/host/var/lib/kubelet/pods/"
                            + other.uid()
                            + "/volumes/kubernetes.io~projected/kube-api-access-x7k2p/token");
        }
    }

    private static void kubeletKey(Scene scene) {
        Pod pod = scene.victim();
        scene.runs(
                0, pod, "/bin/cat", "cat", "/host/var/lib/kubelet/pki/kubelet-client-current.pem");
        scene.opens(0, pod, "/bin/cat", "/host/var/lib/kubelet/pki/kubelet-client-current.pem");
    }

    private static void otherClient(Scene scene) {
        Pod pod = scene.town().platformPod("cert-manager", "cert-manager");
        Caller thief = pod.caller("python-requests/2.32.3", scene.after(0));
        scene.town().audit().by(thief).list("secrets", "cert-manager").at(scene.after(0));
    }

    private static void usedAfar(Scene scene) {
        Pod pod = scene.victim();
        Caller thief = pod.caller(Scene.CURL, scene.after(0)).from(Scene.AFAR);
        scene.town().audit().by(thief).list("pods", pod.namespace()).at(scene.after(0));
    }

    private static void usedAfarForged(Scene scene) {
        Pod pod = scene.victim();
        Caller thief = pod.caller(Scene.CURL, scene.after(0)).from("10.0.0.1", Scene.AFAR);
        scene.town().audit().by(thief).list("pods", pod.namespace()).at(scene.after(0));
    }

    private static void kubeletAfar(Scene scene) {
        Node node = scene.victim().node();
        Caller thief = node.kubelet().from(Scene.AFAR);
        scene.town().audit().by(thief).list("pods", null).at(scene.after(0));
    }
}
