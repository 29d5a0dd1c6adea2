// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.attack;

import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Pod;
import java.util.List;

/** Secrets and new credentials are asked of the API server. */
final class SecretThefts {

    private SecretThefts() {}

    static List<Attack> all() {
        return List.of(
                Attack.of(
                        "a service reads its first secret",
                        "k8s-sensitive-object-read-first-seen",
                        SecretThefts::first),
                Attack.of(
                        "all secrets listed by a developer",
                        "k8s-secrets-list-watch-wide",
                        SecretThefts::list),
                Attack.of(
                        "all secrets watched by a service",
                        "k8s-secrets-list-watch-wide",
                        SecretThefts::watch),
                Attack.of("many secrets, one by one", "k8s-secret-read-burst", SecretThefts::burst),
                Attack.of(
                        "a secret out of a patch that changes nothing",
                        "k8s-secret-read-via-write-verb",
                        SecretThefts::patch),
                Attack.of(
                        "a token for an account of the platform",
                        "k8s-credential-minted",
                        SecretThefts::mint),
                Attack.of(
                        "a client certificate", "k8s-credential-minted", SecretThefts::certificate),
                Attack.of(
                        "secrets read without a name",
                        "k8s-anonymous-or-impersonated-credential-access",
                        SecretThefts::anonymous),
                Attack.of(
                        "secrets read as somebody else",
                        "k8s-anonymous-or-impersonated-credential-access",
                        SecretThefts::impersonated),
                Attack.of("a decoy is read", "decoy-credential-touched", SecretThefts::decoy));
    }

    private static Caller thief(Scene scene, String client) {
        return scene.victim().caller(client, scene.after(0));
    }

    private static void first(Scene scene) {
        Caller thief = thief(scene, "Go-http-client/2.0");
        scene.town()
                .audit()
                .by(thief)
                .get("secrets", "kube-system", "cloud-provider-credentials")
                .at(scene.after(0));
    }

    private static void list(Scene scene) {
        Caller insider = scene.insiderAs("stratus-red-team_6f2a");
        scene.town()
                .audit()
                .by(insider)
                .list("secrets", null)
                .query("limit=500")
                .at(scene.after(0));
    }

    private static void watch(Scene scene) {
        scene.town()
                .audit()
                .by(thief(scene, Scene.CURL))
                .verb("watch", "secrets", null, null)
                .query("watch=1&resourceVersion=0")
                .lasting(60_000)
                .answered(200)
                .at(scene.after(0));
    }

    private static void burst(Scene scene) {
        Caller insider = scene.insiderAs("kubectl/v1.31.1 (linux/amd64) kubernetes/948afe5");
        List<String> teams = scene.town().fleet().teams();
        for (int i = 0; i < 36; i++) {
            scene.town()
                    .audit()
                    .by(insider)
                    .get("secrets", teams.get(i % 7), "app-" + i / 7)
                    .at(scene.after(i * 5));
        }
    }

    private static void patch(Scene scene) {
        Caller insider = scene.insiderAs(Scene.CURL);
        scene.town()
                .audit()
                .by(insider)
                .verb("patch", "secrets", scene.insider().team(), "app-2")
                .query("dryRun=All&fieldManager=x")
                .at(scene.after(0));
    }

    private static void mint(Scene scene) {
        scene.town()
                .audit()
                .by(scene.insiderAs("kubectl/v1.31.1 (linux/amd64) kubernetes/948afe5"))
                .verb(
                        "create",
                        "serviceaccounts",
                        "kube-system",
                        "clusterrole-aggregation-controller")
                .sub("token")
                .at(scene.after(0));
    }

    private static void certificate(Scene scene) {
        scene.town()
                .audit()
                .by(scene.insiderAs("kubectl/v1.31.1 (linux/amd64) kubernetes/948afe5"))
                .verb("create", "certificatesigningrequests", null, "renewal")
                .body(
                        "{\"kind\":\"CertificateSigningRequest\",\"spec\":{\"signerName\":"
                                + "\"kubernetes.io/kube-apiserver-client\",\"usages\":"
                                + "[\"client auth\"],\"expirationSeconds\":31536000}}")
                .at(scene.after(0));
    }

    private static void anonymous(Scene scene) {
        Caller nobody =
                Caller.of("system:anonymous")
                        .groups("system:unauthenticated")
                        .from(Scene.AFAR)
                        .with(Scene.CURL)
                        .because(
                                "RBAC: allowed by ClusterRoleBinding \"oops\" of ClusterRole"
                                        + " \"view-all\" to Group \"system:unauthenticated\"")
                        .caller();
        scene.town().audit().by(nobody).list("secrets", "default").at(scene.after(0));
    }

    private static void impersonated(Scene scene) {
        scene.town()
                .audit()
                .by(scene.insiderAs("kubectl/v1.31.1 (linux/amd64) kubernetes/948afe5"))
                .get("secrets", "kube-system", "bootstrap-token-abcdef")
                .as(
                        "{\"username\":\"system:serviceaccount:kube-system:namespace-controller\","
                                + "\"groups\":[\"system:serviceaccounts\",\"system:masters\"]}")
                .at(scene.after(0));
    }

    private static void decoy(Scene scene) {
        Pod pod = scene.victim();
        scene.town()
                .audit()
                .by(pod.caller("Go-http-client/2.0", scene.after(0)))
                .get("secrets", Attacks.DECOY_NAMESPACE, Attacks.DECOY)
                .at(scene.after(0));
    }
}
