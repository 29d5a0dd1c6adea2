// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a metadata service has that is worth stealing. Paths are matched in lower case, and only in
 * requests that a {@link MetadataProvider} answers with any of it.
 */
enum MetadataKind {

    /** Keys and tokens of a role. */
    CREDENTIALS(
            "security-credentials|identity-credentials|/v[12]/credentials|credentials_relative_uri"
                    + "|/identity/oauth2/token|/service-accounts/|/opc/v[12]/identity/"
                    + "|/instance_identity/v1/token|/securitykey|attributes/(?:kube-env|ssh-keys)"
                    + "|recursive=true|/machine\\b|/vmsettings"),

    /** What later requests have to show: version 2 of the service. */
    SESSION_TOKEN("/api/token"),

    /** What an instance is started with; passwords are often among it. */
    USER_DATA("user[-_]?data|vendor_data|/metadata/v1\\.json|/conf\\b"),

    /** Documents that prove which instance, or task, this is. */
    IDENTITY("/instance-identity|/metadata/(?:instance|attested)|/v[34]/[^/\\s]{1,200}/task");

    private final Pattern paths;

    MetadataKind(String paths) {
        this.paths = Pattern.compile(paths);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isAskedBy(String request) {
        return paths.matcher(request).find();
    }
}
