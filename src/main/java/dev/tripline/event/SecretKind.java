// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a secret is, the most telling first: of two readings of one text the earlier counts. The
 * words stand in masks and in {@code tripline.secret.kind}: add, never rename.
 */
public enum SecretKind {
    PRIVATE_KEY("private-key"),
    JWT("jwt"),
    GITHUB_TOKEN("github-token"),
    GITLAB_TOKEN("gitlab-token"),
    SLACK_TOKEN("slack-token"),
    STRIPE_KEY("stripe-key"),
    NPM_TOKEN("npm-token"),
    GOOGLE_TOKEN("google-token"),
    AWS_KEY("aws-key"),
    AWS_TOKEN("aws-token"),
    AZURE_KEY("azure-key"),
    AZURE_SAS("azure-sas"),
    DOCKER_AUTH("docker-auth"),
    /** Of a URL, a connection string, basic authentication, or whatever is called so. */
    PASSWORD("password"),
    COOKIE("cookie"),
    /** Something after {@code Bearer}, or that is called a token, but does not say whose it is. */
    TOKEN("token"),
    /** Anything else that is called a secret, or a key. */
    SECRET("secret");

    private final String word;

    SecretKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static SecretKind of(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst().orElseThrow();
    }

    /** A regular expression for any of the words. */
    static String anyWord() {
        return Stream.of(values())
                .map(SecretKind::word)
                .collect(Collectors.joining("|", "(?:", ")"));
    }
}
