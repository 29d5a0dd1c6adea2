// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Redactor;
import dev.tripline.event.Secret;
import dev.tripline.event.SecretFinder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Credentials that stand in an event for everybody to read. Only those that prove themselves: what
 * is merely called a token may be anything.
 *
 * @param all each once
 */
record ShownSecrets(List<Shown> all) {

    /** Where they are looked for. */
    static final List<String> INPUTS =
            List.of(
                    "message",
                    "process.args",
                    "process.command_line",
                    "process.env_vars",
                    "log.original");

    /** An event with more is known well enough by these. */
    private static final int MAX_SECRETS = 16;

    /**
     * @param kind its word
     * @param hash what masks it
     */
    record Shown(String kind, String hash) {}

    /** {@code null} if there is none. */
    static ShownSecrets in(Object[] fields, Redactor redactor) {
        Set<Shown> all = new LinkedHashSet<>();
        for (Object values : fields) {
            for (Secret secret : SecretFinder.in(FieldValues.each(values))) {
                if (secret.certain() && all.size() < MAX_SECRETS) {
                    all.add(new Shown(secret.kind().word(), redactor.mask(secret)));
                }
            }
        }
        return all.isEmpty() ? null : new ShownSecrets(List.copyOf(all));
    }

    /** One for each of {@link #hashes}, so a kind may stand there twice. */
    Object kinds() {
        return FieldValues.of(all.stream().map(Shown::kind).toList());
    }

    Object hashes() {
        return FieldValues.of(all.stream().map(Shown::hash).toList());
    }
}
