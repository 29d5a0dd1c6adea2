// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import java.util.Optional;

/** What a call of the AWS API was. */
final class CloudCall {

    private static final String DOMAIN = ".amazonaws.com";

    private CloudCall() {}

    /** {@code sts}, of {@code sts.amazonaws.com}. */
    static Optional<String> service(Facts facts) {
        return facts.text("event.provider")
                .map(
                        name ->
                                name.endsWith(DOMAIN)
                                        ? name.substring(0, name.length() - DOMAIN.length())
                                        : name);
    }

    /** A role that an instance has says little without the instance. */
    static Optional<String> caller(Facts facts) {
        Optional<String> user =
                facts.text("user.name", "aws.cloudtrail.user_identity.arn", "user.id");
        return facts.text("cloud.instance.id")
                .map(instance -> user.map(name -> name + " of " + instance).orElse(instance))
                .or(() -> user);
    }
}
