// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.time.Instant;

/** A pod, as the sensor in its container and the API server tell of it. */
record ReportedPod(String namespace, String name) {

    static final String CLUSTER = "demo";

    ReportedEvent starts(Instant time, String program, String argument) {
        return runtime(
                time,
                """
                "event":{"id":"exec-%1$s-%2$s","category":["process"],"type":["start"],\
                "action":"exec","dataset":"cloud_defend.process"},\
                "process":{"name":"%3$s","args":["%3$s","%4$s"],"interactive":true}"""
                        .formatted(name, time, program, argument));
    }

    ReportedEvent opens(Instant time, String program, String path) {
        return runtime(
                time,
                """
                "event":{"id":"open-%1$s-%2$s","category":["file"],"type":["change"],\
                "action":"open","dataset":"cloud_defend.file"},\
                "file":{"path":"%4$s"},"process":{"name":"%3$s","interactive":true}"""
                        .formatted(name, time, program, path));
    }

    private ReportedEvent runtime(Instant time, String what) {
        String document =
                """
                {"@timestamp":"%s",%s,"host":{"os":{"type":"linux"}},\
                "container":{"id":"container-%4$s"},"orchestrator":{"cluster":{"name":"%5$s"},\
                "namespace":"%3$s","resource":{"name":"%4$s","type":"pod"}}}"""
                        .formatted(time, what, namespace, name, CLUSTER);
        return new ReportedEvent(ReportedEvent.RUNTIME, time, document, document);
    }

    /** Lists something with the token of this pod. */
    ReportedEvent lists(Instant time, String resource, String userAgent) {
        String record =
                """
                {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata",\
                "auditID":"list-%2$s-%3$s","stage":"ResponseComplete","verb":"list",\
                "requestURI":"/api/v1/namespaces/%1$s/%4$s",\
                "user":{"username":"system:serviceaccount:%1$s:default",\
                "extra":{"authentication.kubernetes.io/pod-name":["%2$s"]}},"userAgent":"%5$s",\
                "objectRef":{"resource":"%4$s","namespace":"%1$s","apiVersion":"v1"},\
                "responseStatus":{"code":200},\
                "requestReceivedTimestamp":"%3$s","stageTimestamp":"%3$s"}"""
                        .formatted(namespace, name, time, resource, userAgent);
        return new ReportedEvent(ReportedEvent.AUDIT, time, record, indexed(time, record));
    }

    /** What shippers make of an audit record, with the name of the cluster that it lacks. */
    private static String indexed(Instant time, String record) {
        return """
        {"@timestamp":"%s","event":{"dataset":"kubernetes.audit_logs"},\
        "orchestrator":{"cluster":{"name":"%s"}},"kubernetes":{"audit":%s}}"""
                .formatted(time, CLUSTER, record);
    }
}
