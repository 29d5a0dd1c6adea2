// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.detect.EventOrder;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.MatchPlaces;
import dev.tripline.event.DeadLetter;
import dev.tripline.format.Cluster;
import dev.tripline.format.SourceContext;
import dev.tripline.format.TrustedProxies;
import dev.tripline.intake.Tally;
import dev.tripline.job.Detecting;
import dev.tripline.job.DetectionJob;
import dev.tripline.job.RedactionKey;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** The job over one file of documents, whose detections are collected instead of raised. */
final class EqlRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Rule> rules;
    private final Map<String, Integer> places = new HashMap<>();
    private final String idField;
    private final DeploymentContext context;

    /**
     * @param rules from {@link EqlQueries}
     * @param idField what identifies an event; one without is identified by its line
     */
    EqlRun(List<Rule> rules, String idField, DeploymentContext context) {
        this.rules = rules;
        this.idField = idField;
        this.context = context;
        for (Rule rule : rules) {
            places.put(rule.key(), places.size());
        }
    }

    /**
     * A JSON line for each match, in the order of the last events; {@code null} stands where an
     * event is missing as it should be.
     *
     * @param err is told of what is missing: documents that could not be read, join keys beyond the
     *     limit
     */
    List<String> matches(Path events, String timestampField, PrintWriter err) throws Exception {
        if (rules.isEmpty()) {
            return List.of();
        }
        StreamExecutionEnvironment env = Execution.environment(new Configuration());
        SourceContext source =
                context.source(Cluster.UNKNOWN, TrustedProxies.NONE, RedactionKey.redactor(null));
        Detecting detecting =
                DetectionJob.overDocuments(env, events, rules, idField, timestampField, source);
        List<Detection> detections;
        List<String> unreadable;
        Long keysCut;
        try (CloseableIterator<Detection> found = detecting.detections().collectAsync();
                CloseableIterator<String> lost =
                        detecting
                                .deadLetters()
                                .map(EqlRun::problem)
                                .uid("problems")
                                .collectAsync()) {
            JobClient job = env.executeAsync("eql");
            // Side by side: the job waits for whoever does not read on.
            CompletableFuture<List<String>> problems =
                    CompletableFuture.supplyAsync(() -> all(lost));
            detections = all(found);
            unreadable = problems.join();
            keysCut = job.getJobExecutionResult().get().getAccumulatorResult(Tally.KEYS_CUT);
        }
        if (!unreadable.isEmpty()) {
            err.printf(
                    "%,d documents could not be read, the first: %s%n",
                    unreadable.size(), unreadable.get(0));
        }
        if (keysCut != null && keysCut > 0) {
            err.printf(
                    "%,d times an event had too many join keys and took part under some of them%n",
                    keysCut);
        }
        err.flush();
        detections.sort(
                EventOrder.byCompletion()
                        .thenComparing(Comparator.comparing(found -> places.get(found.ruleKey()))));
        return detections.stream().map(this::match).toList();
    }

    private static <T> List<T> all(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    private static String problem(DeadLetter letter) {
        return letter.coordinates() + ": " + letter.message();
    }

    private String match(Detection detection) {
        try {
            ObjectNode json = JSON.createObjectNode();
            Rule rule = rules.get(places.get(detection.ruleKey()));
            json.put("name", rule.name());
            MatchPlaces terms = MatchPlaces.of(rule.query());
            JsonNode[] ids = new JsonNode[terms.count()];
            for (int i = 0; i < detection.events().size(); i++) {
                ids[terms.ofEvents().get(i)] = id(detection.events().get(i));
            }
            json.putArray("events").addAll(Arrays.asList(ids));
            json.set("join_keys", JSON.readTree(detection.joinKey()));
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is written by this program", e);
        }
    }

    private JsonNode id(Evidence event) throws JsonProcessingException {
        JsonNode id = JSON.readTree(event.fields()).get(idField);
        if (id == null) {
            return LongNode.valueOf(event.coordinates().position());
        }
        return id.isArray() ? id.get(0) : id;
    }
}
