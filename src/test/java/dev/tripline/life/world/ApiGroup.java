// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.Map;

/** Under which path the API server has a kind of object. */
final class ApiGroup {

    private static final Map<String, String> OF =
            Map.ofEntries(
                    Map.entry("deployments", "apps/v1"),
                    Map.entry("replicasets", "apps/v1"),
                    Map.entry("statefulsets", "apps/v1"),
                    Map.entry("daemonsets", "apps/v1"),
                    Map.entry("controllerrevisions", "apps/v1"),
                    Map.entry("jobs", "batch/v1"),
                    Map.entry("cronjobs", "batch/v1"),
                    Map.entry("leases", "coordination.k8s.io/v1"),
                    Map.entry("endpointslices", "discovery.k8s.io/v1"),
                    Map.entry("ingresses", "networking.k8s.io/v1"),
                    Map.entry("networkpolicies", "networking.k8s.io/v1"),
                    Map.entry("ingressclasses", "networking.k8s.io/v1"),
                    Map.entry("horizontalpodautoscalers", "autoscaling/v2"),
                    Map.entry("poddisruptionbudgets", "policy/v1"),
                    Map.entry("storageclasses", "storage.k8s.io/v1"),
                    Map.entry("csidrivers", "storage.k8s.io/v1"),
                    Map.entry("csinodes", "storage.k8s.io/v1"),
                    Map.entry("volumeattachments", "storage.k8s.io/v1"),
                    Map.entry("runtimeclasses", "node.k8s.io/v1"),
                    Map.entry("roles", "rbac.authorization.k8s.io/v1"),
                    Map.entry("rolebindings", "rbac.authorization.k8s.io/v1"),
                    Map.entry("clusterroles", "rbac.authorization.k8s.io/v1"),
                    Map.entry("clusterrolebindings", "rbac.authorization.k8s.io/v1"),
                    Map.entry("tokenreviews", "authentication.k8s.io/v1"),
                    Map.entry("selfsubjectreviews", "authentication.k8s.io/v1"),
                    Map.entry("subjectaccessreviews", "authorization.k8s.io/v1"),
                    Map.entry("selfsubjectaccessreviews", "authorization.k8s.io/v1"),
                    Map.entry("selfsubjectrulesreviews", "authorization.k8s.io/v1"),
                    Map.entry("certificatesigningrequests", "certificates.k8s.io/v1"),
                    Map.entry("customresourcedefinitions", "apiextensions.k8s.io/v1"),
                    Map.entry("validatingwebhookconfigurations", "admissionregistration.k8s.io/v1"),
                    Map.entry("mutatingwebhookconfigurations", "admissionregistration.k8s.io/v1"),
                    Map.entry("certificates", "cert-manager.io/v1"),
                    Map.entry("certificaterequests", "cert-manager.io/v1"),
                    Map.entry("issuers", "cert-manager.io/v1"),
                    Map.entry("clusterissuers", "cert-manager.io/v1"),
                    Map.entry("externalsecrets", "external-secrets.io/v1beta1"),
                    Map.entry("secretstores", "external-secrets.io/v1beta1"),
                    Map.entry("clustersecretstores", "external-secrets.io/v1beta1"),
                    Map.entry("sealedsecrets", "bitnami.com/v1alpha1"),
                    Map.entry("applications", "argoproj.io/v1alpha1"),
                    Map.entry("appprojects", "argoproj.io/v1alpha1"),
                    Map.entry("prometheuses", "monitoring.coreos.com/v1"),
                    Map.entry("servicemonitors", "monitoring.coreos.com/v1"),
                    Map.entry("podmonitors", "monitoring.coreos.com/v1"),
                    Map.entry("prometheusrules", "monitoring.coreos.com/v1"),
                    Map.entry("backups", "velero.io/v1"),
                    Map.entry("schedules", "velero.io/v1"),
                    Map.entry("backupstoragelocations", "velero.io/v1"),
                    Map.entry("vulnerabilityreports", "aquasecurity.github.io/v1alpha1"),
                    Map.entry("configauditreports", "aquasecurity.github.io/v1alpha1"));

    private ApiGroup() {}

    /** Group and version; only the version of what is in the core. */
    static String of(String resource) {
        return OF.getOrDefault(resource, "v1");
    }

    static boolean isCore(String groupVersion) {
        return groupVersion.equals("v1");
    }
}
