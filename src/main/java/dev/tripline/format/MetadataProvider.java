// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The clouds whose instances ask a metadata service for credentials. Paths are matched in lower
 * case; all patterns look ahead a bounded way, because the text is an attacker's.
 */
enum MetadataProvider {
    AZURE(
            List.of("168.63.129.16"),
            "/metadata/(?:identity|instance|attested|scheduledevents|loadbalancer|versions)"
                    + "|metadata:\\s{0,4}true",
            "/metadata/(?:identity/oauth2/token|instance|attested)|/machine\\b|/vmsettings"),
    GCP(
            List.of("metadata.google.internal", "metadata.goog", "metadata", "fd20:ce::254"),
            "/computemetadata/|metadata-flavor:\\s{0,4}google",
            "/computemetadata/v1(?:beta1)?/(?:[^\\s?]{0,200}/)?(?:"
                    + "service-accounts/[^/\\s]{1,200}/(?:token|identity)"
                    + "|attributes/(?:kube-env|ssh-keys)|\\?[^\\s]{0,200}recursive=true)"),
    ORACLE(
            List.of("fd00:c1::a9fe:a9fe"),
            "/opc/v[12]\\b|bearer\\s{1,4}oracle\\b",
            "/opc/v[12]/identity/"),
    ALIBABA(
            List.of("100.100.100.200"),
            null,
            "/latest/(?:meta-data/ram/security-credentials|user-data|api/token)"),
    TENCENT(
            List.of("169.254.0.23", "metadata.tencentyun.com"),
            null,
            "/(?:latest/)?meta-data/cam/security-credentials|/latest/user-data"),
    IBM(
            List.of("api.metadata.cloud.ibm.com"),
            "/instance_identity/v1\\b|metadata-flavor:\\s{0,4}ibm",
            "/instance_identity/v1/token"),
    DIGITALOCEAN(List.of(), "/metadata/v1(?:\\.json|/|$)", "/metadata/v1(?:\\.json|/user-data)"),
    HETZNER(List.of(), "/hetzner/v1\\b", "/hetzner/v1/userdata"),
    SCALEWAY(List.of("169.254.42.42", "fd00:42::42"), null, "/(?:conf|user_data)\\b"),
    OPENSTACK(
            List.of("fe80::a9fe:a9fe"),
            "/openstack\\b",
            "/openstack/[^/\\s]{1,40}/(?:user_data|vendor_data2?\\.json|securitykey)"),
    AWS(
            List.of(
                    "169.254.170.2",
                    "169.254.170.23",
                    "fd00:ec2::254",
                    "fd00:ec2::23",
                    "instance-data",
                    "instance-data.ec2.internal"),
            "/(?:latest|\\d{4}-\\d\\d-\\d\\d|1\\.0)/(?:meta-data|user-data|dynamic|api/token)"
                    + "|x-aws-ec2-metadata-token",
            "/(?:latest|\\d{4}-\\d\\d-\\d\\d|1\\.0)/(?:meta-data/iam/security-credentials"
                    + "|meta-data/identity-credentials/ec2|user-data|dynamic/instance-identity"
                    + "|api/token)"
                    + "|/v[12]/credentials|/v[34]/[^/\\s]{1,200}/task"
                    + "|\\$\\{?aws_container_credentials_relative_uri");

    /** Where many clouds answer. */
    private static final String SHARED = "169.254.169.254";

    private static final Map<String, MetadataProvider> BY_HOST = new HashMap<>();

    static {
        for (MetadataProvider provider : values()) {
            provider.hosts.forEach(host -> BY_HOST.put(host, provider));
        }
    }

    private final List<String> hosts;
    private final Pattern signs;
    private final Pattern credentials;

    /**
     * @param hosts that are nobody else's
     * @param signs paths and headers that tell it from others at the same address; {@code null} if
     *     it has an address of its own
     * @param credentials paths that answer with credentials, or with data that often holds some
     */
    MetadataProvider(List<String> hosts, String signs, String credentials) {
        this.hosts = hosts;
        this.signs = signs == null ? null : Pattern.compile(signs);
        this.credentials = Pattern.compile(credentials);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a canonical host serves metadata of any cloud. */
    static boolean serves(String host) {
        return host.equals(SHARED) || BY_HOST.containsKey(host);
    }

    /** {@code null} for the host that many share. */
    static MetadataProvider ofHost(String host) {
        return BY_HOST.get(host);
    }

    /** The one that a request to the shared host shows signs of, or {@code null}. */
    static MetadataProvider ofRequest(String request) {
        for (MetadataProvider provider : values()) {
            if (provider.signs != null && provider.signs.matcher(request).find()) {
                return provider;
            }
        }
        return null;
    }

    boolean givesCredentials(String request) {
        return credentials.matcher(request).find();
    }
}
