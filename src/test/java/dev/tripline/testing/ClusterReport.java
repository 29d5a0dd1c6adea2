// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.JobStatus;

/** What a JobManager says of its TaskManagers and jobs. */
record ClusterReport(FlinkRest rest) {

    record Task(String name, String state, String taskManager) {}

    Set<String> taskManagers() throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        for (JsonNode taskManager : rest.get("/taskmanagers").path("taskmanagers")) {
            ids.add(taskManager.path("id").asText());
        }
        return ids;
    }

    JobStatus jobState(String jobId) throws IOException, InterruptedException {
        return JobStatus.valueOf(rest.get("/jobs/" + jobId).path("state").asText());
    }

    List<Task> tasks(String jobId) throws IOException, InterruptedException {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
            String path = "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText();
            for (JsonNode subtask : rest.get(path).path("subtasks")) {
                tasks.add(
                        new Task(
                                "%s (%d)"
                                        .formatted(
                                                vertex.path("name").asText(),
                                                subtask.path("subtask").asInt()),
                                subtask.path("status").asText(),
                                subtask.path("taskmanager-id").asText()));
            }
        }
        return tasks;
    }

    int completedCheckpoints(String jobId) throws IOException, InterruptedException {
        return rest.get("/jobs/" + jobId + "/checkpoints").path("counts").path("completed").asInt();
    }

    /** What jobs died of; the logs may be full of other things by then. */
    String exceptions() {
        StringBuilder exceptions = new StringBuilder();
        try {
            for (JsonNode job : rest.get("/jobs").path("jobs")) {
                String id = job.path("id").asText();
                JsonNode latest =
                        rest.get("/jobs/" + id + "/exceptions")
                                .path("exceptionHistory")
                                .path("entries")
                                .path(0);
                if (!latest.isMissingNode()) {
                    exceptions.append(
                            "%n--- last exception of job %s (%s)%n%s"
                                    .formatted(
                                            id,
                                            job.path("status").asText(),
                                            latest.path("stacktrace").asText()));
                }
            }
        } catch (IOException e) {
            exceptions.append("%n--- no exceptions of jobs: %s".formatted(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return exceptions.toString();
    }
}
