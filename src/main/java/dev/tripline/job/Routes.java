// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.rule.Rule;
import dev.tripline.sink.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which sinks take the alerts of which rules. What depends on the rule alone is decided here. */
public final class Routes {

    private static final String ANY = "*";

    private Routes() {}

    /** One for each sink, in their order. */
    static List<Route> of(JobConfig config, Collection<Rule> rules) {
        return config.sinks().stream().map(sink -> route(sink, rules)).toList();
    }

    private static Route route(SinkConfig sink, Collection<Rule> rules) {
        List<Pattern> ids = sink.rules().stream().map(Routes::pattern).toList();
        Set<String> taken =
                rules.stream()
                        .filter(rule -> isNamed(rule, ids) && isTagged(rule, sink.tags()))
                        .map(Rule::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Route(taken, sink.minSeverity());
    }

    private static boolean isNamed(Rule rule, List<Pattern> ids) {
        return ids.isEmpty() || ids.stream().anyMatch(id -> id.matcher(rule.id()).matches());
    }

    private static boolean isTagged(Rule rule, List<String> tags) {
        return tags.isEmpty() || !Collections.disjoint(rule.tags(), tags);
    }

    private static Pattern pattern(String id) {
        return Pattern.compile(
                Stream.of(id.split(Pattern.quote(ANY), -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    /** What is hardly meant: rules and sinks that have nothing to do with each other. */
    public static List<String> warnings(JobConfig config, Collection<Rule> rules) {
        List<String> warnings = new ArrayList<>();
        List<Route> routes = of(config, rules);
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).rules().isEmpty() && !rules.isEmpty()) {
                warnings.add(
                        place(i)
                                + ": no rule has the ids and tags that it asks for, so no alert"
                                + " goes there");
            }
        }
        for (Rule rule : rules) {
            if (routes.stream().noneMatch(route -> takes(route, rule))) {
                warnings.add(
                        rule.id()
                                + ": no sink takes alerts of this rule with severity "
                                + rule.risk().severity().word()
                                + "; they are only counted");
            }
        }
        return warnings;
    }

    private static boolean takes(Route route, Rule rule) {
        return route.rules().contains(rule.id())
                && rule.risk().highest().compareTo(route.least()) >= 0;
    }

    /** How a sink is named in messages. */
    static String place(int index) {
        return "sinks[" + index + "]";
    }
}
