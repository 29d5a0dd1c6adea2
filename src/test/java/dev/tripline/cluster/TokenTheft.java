// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * The two halves of a stolen token, as two sensors tell them: it is read in a pod, and a request
 * with it is answered.
 *
 * @param pod tells thefts apart
 */
record TokenTheft(String pod, Instant start) {

    static final String RULE = "token-access-then-kubernetes-api-request";

    private static final Duration UNTIL_REQUEST = Duration.ofSeconds(20);

    /** What a sensor in the container reports, as Elastic Agent ships it. */
    String read() {
        return fileOpened(pod, start, "/var/run/secrets/kubernetes.io/serviceaccount/token");
    }

    /** What the API server logs, as it logs it. */
    String request() {
        return request(pod, start.plus(UNTIL_REQUEST), "/api/v1/namespaces/shop/secrets");
    }

    String end() {
        return start.plus(UNTIL_REQUEST).toString();
    }

    /** A runtime event that means nothing but that it is later. */
    static String laterFile(Instant time) {
        return fileOpened("clock", time, "/etc/hosts");
    }

    /** An audit record that means nothing but that it is later. */
    static String laterRequest(Instant time) {
        return request("clock", time, "/api/v1/nodes");
    }

    private static String fileOpened(String pod, Instant time, String path) {
        return """
        {"@timestamp":"%2$s","event":{"id":"open-%1$s-%2$s","category":["file"],"type":["change"],\
        "action":"open","dataset":"cloud_defend.file","module":"cloud_defend"},\
        "container":{"id":"container-%1$s"},"orchestrator":{"cluster":{"name":"demo"},\
        "namespace":"shop","resource":{"name":"%1$s","type":"pod"}},\
        "file":{"path":"%3$s"},"process":{"name":"cat","executable":"/bin/cat"}}"""
                .formatted(pod, time, path);
    }

    /** A request with the token of {@code pod}. */
    static String request(String pod, Instant time) {
        return request(pod, time, "/api/v1/namespaces/shop/secrets");
    }

    private static String request(String pod, Instant time, String path) {
        return """
        {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata",\
        "auditID":"request-%1$s-%2$s","stage":"ResponseComplete","requestURI":"%3$s",\
        "verb":"list","user":{"username":"system:serviceaccount:shop:web",\
        "extra":{"authentication.kubernetes.io/pod-name":["%1$s"]}},"userAgent":"curl/8.5.0",\
        "responseStatus":{"code":200},"requestReceivedTimestamp":"%2$s","stageTimestamp":"%2$s"}"""
                .formatted(pod, time, path);
    }
}
