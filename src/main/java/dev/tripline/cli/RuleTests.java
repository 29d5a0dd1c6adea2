// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.alert.AlertFields;
import dev.tripline.alert.AlertKey;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Hit;
import dev.tripline.detect.ResultPipes;
import dev.tripline.detect.RuleEvaluator;
import dev.tripline.detect.SampleShape;
import dev.tripline.detect.SequenceShape;
import dev.tripline.detect.Sighting;
import dev.tripline.detect.ThresholdHit;
import dev.tripline.detect.WholeSample;
import dev.tripline.detect.WholeSequence;
import dev.tripline.detect.WholeSightings;
import dev.tripline.detect.WholeThreshold;
import dev.tripline.detect.WindowClass;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.Schema;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.Cluster;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.FormatReader;
import dev.tripline.format.SourceFormat;
import dev.tripline.format.TrustedProxies;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleException;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.Threshold;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the tests of a rule in this process, in milliseconds: the same reading, predicates,
 * sequences and names of alerts as in the job, without a cluster between them.
 */
final class RuleTests {

    private static final Redactor REDACTOR =
            new Redactor("rule tests".getBytes(StandardCharsets.US_ASCII));

    private final Rule rule;
    private final Setting setting;
    private final FieldSet fields;
    private final RuleEvaluator evaluator;

    /**
     * Where rules are tested.
     *
     * @param format of the events in the tests
     * @param exceptions files of exceptions from the rules
     */
    record Setting(
            SourceFormat format, Schema types, DeploymentContext context, List<Path> exceptions) {

        List<Rule> rules(Collection<Path> paths) throws RuleException {
            return RunnableRules.check(paths, context.over(types), exceptions).orThrow();
        }

        private Setting withLists(Map<String, List<String>> lists) throws RuleException {
            return new Setting(format, types, context.withLists(lists), exceptions);
        }
    }

    /**
     * @param rule of that setting
     */
    RuleTests(Rule rule, Setting setting) {
        this.rule = rule;
        this.setting = setting;
        this.fields =
                DerivedFields.complete(RuleEvaluator.fields(List.of(rule), AlertFields.CONTEXT));
        this.evaluator = new RuleEvaluator(List.of(rule), fields, AlertFields.CONTEXT, REDACTOR);
    }

    /**
     * @return what is wrong, or empty if the rule does what the case says
     */
    Optional<String> run(RuleTestCase test) throws Exception {
        if (!test.lists().isEmpty()) {
            return withLists(test.lists()).run(test.withoutLists());
        }
        Collected collected = collect(test);
        if (!collected.unreadable.isEmpty()) {
            return Optional.of(String.join("; ", collected.unreadable));
        }
        int alerts = ids(detections(collected)).size();
        return alerts == test.matches()
                ? Optional.empty()
                : Optional.of("expected " + test.matches() + " alerts, got " + alerts);
    }

    /** What the rule finds in a case. */
    List<Detection> detections(RuleTestCase test) throws Exception {
        return test.lists().isEmpty()
                ? detections(collect(test))
                : withLists(test.lists()).detections(test.withoutLists());
    }

    private Collected collect(RuleTestCase test) {
        Collected collected = new Collected(evaluator);
        FormatReader reader =
                new FormatReader(
                        setting.format,
                        fields,
                        setting.context.source(
                                new Cluster(test.cluster(), Map.of()),
                                TrustedProxies.NONE,
                                REDACTOR));
        long line = 0;
        for (String document : test.documents()) {
            reader.read(
                    document.getBytes(StandardCharsets.UTF_8),
                    Coordinates.ofLine("test", test.name(), ++line),
                    collected);
        }
        return collected;
    }

    /** The tests of the same rule, read once more where these lists hold these entries. */
    private RuleTests withLists(Map<String, List<String>> lists) throws RuleException {
        Setting other = setting.withLists(lists);
        return new RuleTests(other.rules(List.of(Path.of(rule.file()))).get(0), other);
    }

    private List<Detection> detections(Collected collected) throws Exception {
        List<Detection> detections = new ArrayList<>(collected.detections);
        if (rule.query() instanceof SequenceQuery query) {
            detections.addAll(WholeSequence.detect(SequenceShape.of(query), collected.hits));
        }
        if (rule.query() instanceof SampleQuery query) {
            SampleShape shape = new SampleShape(query.terms().size(), null);
            detections.addAll(WholeSample.detect(shape, collected.hits));
        }
        if (rule.grouping() instanceof Threshold threshold) {
            detections.addAll(WholeThreshold.detect(threshold, collected.thresholdHits));
        }
        if (rule.grouping() instanceof NewTerms terms) {
            detections.addAll(WholeSightings.detect(terms, collected.sightings));
        }
        return ResultPipes.apply(rule.query().pipes(), detections);
    }

    private Set<String> ids(List<Detection> detections) {
        AlertKey alert = new AlertKey(List.of(rule));
        Set<String> ids = new TreeSet<>();
        for (Detection detection : detections) {
            ids.add(alert.getKey(detection));
        }
        return ids;
    }

    private static final class Collected implements FormatReader.Receiver, RuleEvaluator.Output {

        private final RuleEvaluator evaluator;
        private final List<String> unreadable = new ArrayList<>();
        private final List<Detection> detections = new ArrayList<>();
        private final List<Hit> hits = new ArrayList<>();
        private final List<ThresholdHit> thresholdHits = new ArrayList<>();
        private final List<Sighting> sightings = new ArrayList<>();

        Collected(RuleEvaluator evaluator) {
            this.evaluator = evaluator;
        }

        @Override
        public void event(Event event) {
            evaluator.evaluate(event, this);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            unreadable.add(
                    "event "
                            + letter.coordinates().position()
                            + " cannot be read: "
                            + letter.message());
        }

        @Override
        public void detection(Detection detection) {
            detections.add(detection);
        }

        @Override
        public void hit(Hit hit, WindowClass window) {
            hits.add(hit);
        }

        @Override
        public void thresholdHit(ThresholdHit hit) {
            thresholdHits.add(hit);
        }

        @Override
        public void sighting(Sighting sighting) {
            sightings.add(sighting);
        }
    }
}
