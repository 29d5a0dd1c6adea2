// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;
import java.util.List;

/** Operators whose business is secrets: cert-manager, external-secrets and sealed-secrets. */
public final class SecretKeepers implements Resident {

    @Override
    public void settle(Town town) {
        List.of(new CertManager(), new ExternalSecrets(), new SealedSecrets())
                .forEach(each -> each.settle(town));
    }

    private static final class CertManager extends Operator {
        CertManager() {
            super(
                    "cert-manager",
                    "cert-manager",
                    "cert-manager-certificates-trigger/v1.15.3 (linux/amd64) cert-manager/1a2b3c",
                    "secrets",
                    "certificates",
                    "certificaterequests",
                    "issuers",
                    "clusterissuers",
                    "ingresses");
        }

        @Override
        void live() {
            town.often(Duration.ofMinutes(4), dice, this::checks);
            town.timetable().every(9 * 3_600_000L, dice, this::renewsACertificate);
        }

        private void checks(long now) {
            as(now).get("secrets", team(), "web-tls").at(now);
        }

        private void renewsACertificate(long now) {
            String team = team();
            as(now).verb("create", "certificaterequests", team, "web-tls-" + dice.suffix(5))
                    .at(now);
            as(now + 9_000).verb("update", "secrets", team, "web-tls").at(now + 9_000);
        }
    }

    /** Refreshes the secrets of all teams, one by one, every hour. */
    private static final class ExternalSecrets extends Operator {
        ExternalSecrets() {
            super(
                    "external-secrets",
                    "external-secrets",
                    "external-secrets/v0.10.4 (linux/amd64) kubernetes/$Format",
                    "externalsecrets",
                    "secretstores",
                    "clustersecretstores",
                    "secrets");
        }

        @Override
        void live() {
            town.timetable().every(3_600_000L, dice, this::refreshes);
        }

        private void refreshes(long now) {
            long time = now;
            for (String team : town.fleet().teams()) {
                for (int i = 0; i < 2; i++) {
                    String secret = "app-" + i;
                    as(time).get("secrets", team, secret).at(time);
                    if (dice.chance(0.1)) {
                        as(time).verb("update", "secrets", team, secret).at(time + 40);
                    }
                    as(time).verb("patch", "externalsecrets", team, secret)
                            .sub("status")
                            .at(time + 60);
                    time += 100 + dice.below(400);
                }
            }
        }
    }

    private static final class SealedSecrets extends Operator {
        SealedSecrets() {
            super(
                    "kube-system",
                    "sealed-secrets-controller",
                    "controller/v0.27.1 (linux/amd64) kubernetes/$Format",
                    "sealedsecrets");
        }

        @Override
        void live() {
            town.often(
                    Duration.ofMinutes(30),
                    dice,
                    now -> {
                        as(now).list("secrets", "kube-system")
                                .query(
                                        "labelSelector=sealedsecrets.bitnami.com%2Fsealed-secrets-key")
                                .at(now);
                        as(now).verb("update", "secrets", team(), "app-3").at(now + 200);
                    });
        }
    }
}
