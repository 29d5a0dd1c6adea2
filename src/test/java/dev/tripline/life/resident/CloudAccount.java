// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.resident;

import static dev.tripline.life.world.Almanac.HOUR;

import dev.tripline.life.world.CloudTrail;
import dev.tripline.life.world.Dice;
import dev.tripline.life.world.Node;
import dev.tripline.life.world.Resident;
import dev.tripline.life.world.Town;
import java.time.Duration;

/** What AWS does by itself in the account: it gives instances their roles, scales, encrypts. */
public final class CloudAccount implements Resident {

    @Override
    public void settle(Town town) {
        Dice dice = town.dice("cloud account");
        for (Node node : town.fleet().nodes()) {
            town.timetable().every(6 * HOUR, dice, now -> givesARole(town, node, now));
        }
        for (Node node : town.fleet().visitors()) {
            town.timetable().at(node.born() - 60_000, now -> launches(town, node, now));
        }
        town.often(
                Duration.ofMinutes(3),
                dice,
                now ->
                        town.cloud()
                                .call(
                                        now,
                                        CloudTrail.service(
                                                dice.any("eks", "autoscaling", "config")),
                                        dice.any(
                                                "sts:AssumeRole",
                                                "kms:Decrypt",
                                                "ec2:DescribeInstances"),
                                        dice.any("eks.amazonaws.com", "autoscaling.amazonaws.com"),
                                        "AWS Internal",
                                        null,
                                        null));
    }

    private static void launches(Town town, Node node, long now) {
        town.cloud()
                .call(
                        now,
                        CloudTrail.service("autoscaling"),
                        "ec2:RunInstances",
                        "autoscaling.amazonaws.com",
                        "autoscaling.amazonaws.com",
                        "{\"instanceType\":\"m6i.2xlarge\",\"minCount\":1,\"maxCount\":1}",
                        "{\"instancesSet\":{\"items\":[{\"instanceId\":\""
                                + node.instance()
                                + "\"}]}}");
        givesARole(town, node, now + 20_000);
    }

    private static void givesARole(Town town, Node node, long now) {
        town.cloud()
                .call(
                        now,
                        CloudTrail.service("ec2"),
                        "sts:AssumeRole",
                        "ec2.amazonaws.com",
                        "ec2.amazonaws.com",
                        "{\"roleArn\":\"arn:aws:iam::112233445566:role/eks-node\","
                                + "\"roleSessionName\":\""
                                + node.instance()
                                + "\"}",
                        "{\"credentials\":{\"accessKeyId\":\""
                                + "ASIA"
                                + Dice.of(now, node.instance()).key(16)
                                + "\",\"sessionToken\":\"HIDDEN\"}}");
    }
}
