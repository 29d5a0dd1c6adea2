// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Several audit events in one record: as a webhook posts them, or as CloudWatch hands them on. */
final class AuditBatch {

    private final String head;
    private final boolean asText;
    private final StringBuilder batch = new StringBuilder();
    private int size;

    private AuditBatch(String head, boolean asText) {
        this.head = head;
        this.asText = asText;
    }

    static AuditBatch eventList() {
        return new AuditBatch(
                "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},"
                        + "\"items\":[",
                false);
    }

    static AuditBatch cloudWatch() {
        return new AuditBatch(
                "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\""
                        + Company.ACCOUNT
                        + "\",\"logGroup\":\"/aws/eks/"
                        + Company.CLUSTER
                        + "/cluster\",\"logStream\":\"kube-apiserver-audit-3f1c9a\","
                        + "\"subscriptionFilters\":[\"audit\"],\"logEvents\":[",
                true);
    }

    int size() {
        return size;
    }

    void add(long now, StringBuilder event) {
        if (size == 0) {
            batch.setLength(0);
            batch.append(head);
        } else {
            batch.append(',');
        }
        if (asText) {
            batch.append("{\"id\":\"3890").append(now).append(size).append("\",\"timestamp\":");
            batch.append(now).append(",\"message\":");
            Json.quote(batch, event);
            batch.append('}');
        } else {
            batch.append(event);
        }
        size++;
    }

    StringBuilder take() {
        size = 0;
        return batch.append("]}");
    }
}
