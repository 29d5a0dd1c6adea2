// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import static dev.tripline.life.world.Almanac.MINUTE;

import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Pod;
import java.util.List;

/** The API server lets somebody into pods, logs and kubelets, or is felt over. */
final class Trespasses {

    private Trespasses() {}

    static List<Attack> all() {
        return List.of(
                Attack.of(
                        "into a pod, then its secrets",
                        "k8s-exec-then-secret",
                        Trespasses::execThenSecret),
                Attack.of(
                        "into a pod to read its token",
                        "k8s-exec-credential-command",
                        scene ->
                                exec(
                                        scene,
                                        "create",
                                        "stdout=true&command=cat&command="
                                                + Scene.TOKEN.replace("/", "%2F"))),
                Attack.of(
                        "the same by GET, in a shell, true first",
                        "k8s-exec-credential-command",
                        scene ->
                                exec(
                                        scene,
                                        "get",
                                        "command=sh&stdout=true&command=-c&command=cat+%2Frun%2Fsecrets"
                                                + "%2Fkubernetes.io%2Fserviceaccount%2Ftoken")),
                Attack.of(
                        "into a pod to ask the metadata service",
                        "k8s-exec-credential-command",
                        scene ->
                                exec(
                                        scene,
                                        "create",
                                        "command=curl&command=http%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data"
                                                + "%2Fiam%2Fsecurity-credentials%2F&stdout=true")),
                Attack.of("logs of many pods", "k8s-pod-log-harvest", Trespasses::logs),
                Attack.of(
                        "a command through a kubelet",
                        "k8s-kubelet-api-access",
                        Trespasses::kubeletRun),
                Attack.of(
                        "a kubelet's pods, with metrics in the query",
                        "k8s-kubelet-api-access",
                        Trespasses::kubeletPods),
                Attack.of(
                        "a kubelet asked from a pod",
                        "k8s-kubelet-api-access",
                        scene ->
                                scene.runs(
                                        0,
                                        scene.victim(),
                                        "/usr/bin/curl",
                                        "curl",
                                        "-sk",
                                        "https://10.1.0.12:10250/runningpods/")),
                Attack.of(
                        "what can this token do",
                        "k8s-discovery-by-unexpected-identity",
                        Trespasses::discovery));
    }

    private static void execThenSecret(Scene scene) {
        Pod pod = scene.victim();
        scene.town()
                .audit()
                .by(scene.insiderAs("kubectl/v1.31.1 (linux/amd64) kubernetes/948afe5"))
                .get("pods", pod.namespace(), pod.name())
                .sub("exec")
                .query("command=bash&stdin=true&stdout=true&tty=true")
                .lasting(9 * MINUTE)
                .at(scene.after(0));
        Caller inside = pod.caller(Scene.CURL, scene.after(120));
        scene.town()
                .audit()
                .by(inside)
                .get("secrets", pod.namespace(), "database")
                .at(scene.after(120));
    }

    private static void exec(Scene scene, String verb, String query) {
        Pod pod = scene.victim();
        scene.town()
                .audit()
                .by(scene.insiderAs("kubectl/v1.31.1 (linux/amd64) kubernetes/948afe5"))
                .verb(verb, "pods", pod.namespace(), pod.name())
                .sub("exec")
                .query(query)
                .lasting(400)
                .at(scene.after(0));
    }

    private static void logs(Scene scene) {
        int second = 0;
        for (Pod pod : scene.others(30)) {
            scene.town()
                    .audit()
                    .by(scene.insiderAs("python-requests/2.32.3"))
                    .get("pods", pod.namespace(), pod.name())
                    .sub("log")
                    .query("previous=true")
                    .at(scene.after(second += 4));
        }
    }

    private static void kubeletRun(Scene scene) {
        Node node = scene.victim().node();
        scene.town()
                .audit()
                .by(scene.insiderAs(Scene.CURL))
                .verb("create", "nodes", null, node.name())
                .sub("proxy/run/shop/web-1/web")
                .query("cmd=cat%20" + Scene.TOKEN)
                .answered(200)
                .at(scene.after(0));
    }

    private static void kubeletPods(Scene scene) {
        Node node = scene.victim().node();
        scene.town()
                .audit()
                .by(scene.insiderAs(Scene.CURL))
                .get("nodes", null, node.name())
                .sub("proxy/pods")
                .query("x=metrics")
                .at(scene.after(0));
    }

    private static void discovery(Scene scene) {
        Pod pod = scene.victim();
        Caller thief =
                pod.caller("kubectl/v1.30.0 (linux/amd64) kubernetes/7c48c2b", scene.after(0));
        int second = 0;
        for (String path : List.of("/api", "/apis", "/version", "/openapi/v3")) {
            scene.town().audit().by(thief).path(path).at(scene.after(second++));
        }
        scene.town()
                .audit()
                .by(thief)
                .verb("create", "selfsubjectrulesreviews", null, null)
                .at(scene.after(second++));
        for (int i = 0; i < 6; i++) {
            scene.town()
                    .audit()
                    .by(thief)
                    .verb("create", "selfsubjectaccessreviews", null, null)
                    .at(scene.after(second++));
        }
        for (String kind :
                List.of(
                        "secrets",
                        "pods",
                        "nodes",
                        "configmaps",
                        "serviceaccounts",
                        "clusterroles",
                        "namespaces",
                        "deployments",
                        "rolebindings")) {
            scene.town()
                    .audit()
                    .by(thief)
                    .list(kind, null)
                    .answered(403)
                    .at(scene.after(second += 2));
        }
    }
}
