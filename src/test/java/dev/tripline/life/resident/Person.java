// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import dev.tripline.life.world.Caller;
import dev.tripline.life.world.Company;
import dev.tripline.life.world.Dice;

/**
 * Somebody who works here.
 *
 * @param team whose namespace is theirs
 * @param tool user agent of what they look at the cluster with
 */
public record Person(String name, String team, String ip, String key, String tool) {

    static final String KUBECTL = "kubectl/v1.31.1 (darwin/arm64) kubernetes/948afe5";

    private static final String[] TOOLS = {
        KUBECTL,
        KUBECTL,
        "kubectl/v1.29.2 (linux/amd64) kubernetes/4b8e819",
        "k9s/v0.32.5 (darwin/arm64) kubernetes/$Format",
        "Lens/2024.9 Chrome/126 Electron/31",
    };

    public static Person of(long seed, int number, String team) {
        Dice dice = Dice.of(seed, "person " + number);
        return new Person(
                "person" + number + "@example.com",
                team,
                dice.chance(0.8) ? Company.OFFICE : "203.0.113." + (20 + dice.below(200)),
                "AKIA" + dice.key(16),
                dice.any(TOOLS));
    }

    /** By the company's single sign-on, which maps people to groups. */
    public Caller caller(String group) {
        String role = "AWSReservedSSO_" + group;
        return Caller.of(name)
                .groups(group, "system:authenticated")
                .uid("aws-iam-authenticator:" + Company.ACCOUNT + ":AROASSO" + group.length())
                .extra("accessKeyId", key.replace("AKIA", "ASIA"))
                .extra(
                        "arn",
                        "arn:aws:sts::" + Company.ACCOUNT + ":assumed-role/" + role + "/" + name)
                .extra("canonicalArn", "arn:aws:iam::" + Company.ACCOUNT + ":role/" + role)
                .extra("principalId", "AROASSO:" + name)
                .extra("sessionName", name)
                .from(ip)
                .with(tool)
                .because(
                        "RBAC: allowed by RoleBinding \"developers/"
                                + team
                                + "\" of ClusterRole \"edit\" to Group \""
                                + group
                                + "\"")
                .caller();
    }
}
